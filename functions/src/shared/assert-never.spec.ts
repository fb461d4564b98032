import assert from "node:assert/strict";

import { assertNever } from "./assert-never.js";

describe("assertNever", () => {
  it("names the value that slipped past the types", () => {
    const status: unknown = JSON.parse('"HALF_PAID"');
    assert.throws(() => assertNever(status as never), new TypeError('No case for "HALF_PAID"'));
  });
});

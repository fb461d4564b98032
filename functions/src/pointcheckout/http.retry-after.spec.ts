import assert from "node:assert/strict";

import { parseRetryAfter } from "./http.js";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("parseRetryAfter", () => {
  for (const [header, ms] of [
    ["0", 0],
    ["2", 2000],
    ["3600", 3_600_000],
    ["3601", 3_600_000],
    ["9".repeat(400), 3_600_000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["Mon, 02 Mar 2026 12:00:00 GMT", 3_600_000],
    ["Sunday, 01-Mar-26 12:01:00 GMT", 60_000],
  ] as const) {
    it(`reads "${header.slice(0, 40)}" as ${ms} ms`, () => assert.equal(parseRetryAfter(header, now), ms));
  }

  for (const header of [undefined, null, "", "-3", "1.5", "soon", "Sun, nonsense GMT", "2026-03-01", 5]) {
    it(`does not read ${JSON.stringify(header)}`, () =>
      assert.equal(parseRetryAfter(header, now), undefined));
  }
});

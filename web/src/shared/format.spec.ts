import assert from "node:assert/strict";
import { createFormat } from "./format.js";

const formats = ["en-GB", "ar-AE-u-nu-latn"].map(createFormat);

describe("what the web app writes", () => {
  it("has every decimal of a quantity", () => {
    for (const { number } of formats)
      assert.deepEqual([0.000001, 1.2345, 12_345].map(number), ["0.000001", "1.2345", "12,345"]);
  });
});

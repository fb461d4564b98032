import assert from "node:assert/strict";
import { createFormat } from "./format.js";

const formats = ["en-GB", "ar-AE-u-nu-latn"].map(createFormat);

describe("what the web app writes", () => {
  it("has every decimal of a quantity", () => {
    for (const { number } of formats)
      assert.deepEqual([0.000001, 1.2345, 12_345].map(number), ["0.000001", "1.2345", "12,345"]);
  });

  it("does not call a time tomorrow that may be the day after", () => {
    const evening = Date.UTC(2026, 10, 30, 20);
    const inHours = (hours: number) =>
      formats.map(({ relative }) => relative(new Date(evening + hours * 3_600_000), evening));
    assert.deepEqual(inHours(30), ["in 1 day", "خلال يوم واحد"]);
    assert.deepEqual(inHours(-30), ["1 day ago", "قبل يوم واحد"]);
    assert.deepEqual(inHours(40)[0], "in 2 days");
    assert.deepEqual(inHours(0)[0], "this minute");
  });
});

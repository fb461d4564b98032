import assert from "node:assert/strict";
import { readDuration } from "./clock-move.js";

describe("readDuration", () => {
  for (const [text, ms] of [
    ["500ms", 500],
    ["90s", 90_000],
    ["15m", 900_000],
    ["-2h", -7_200_000],
    ["+7d", 604_800_000],
    ["0s", 0],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(readDuration(text), ms));
  }

  for (const text of ["", "15", "m", "1.5h", "15 m", "15min", "1h30m", "99999999999999999d", "PT15M"]) {
    it(`refuses "${text}"`, () => assert.equal(readDuration(text), undefined));
  }
});

import assert from "node:assert/strict";
import { ranges } from "./coverage.mjs";

describe("ranges", () => {
  it("joins neighbouring lines and names each once", () => {
    assert.equal(ranges([9, 3, 4, 4, 5, 1]), "1, 3-5, 9");
  });
});

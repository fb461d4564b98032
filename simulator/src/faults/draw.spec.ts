import assert from "node:assert/strict";
import { draw } from "./draw.js";

describe("draw", () => {
  it("gives the same numbers as in the first release, so that a noted seed keeps its faults", () => {
    assert.equal(draw("7", "latency/1", "get-checkout", "ORD-1", "", 1), 0.16564894448331535);
  });
});

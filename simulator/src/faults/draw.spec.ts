import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { draw } from "./draw.js";

describe("draw", () => {
  it("gives the same number for the same key, from 0 to below 1", () => {
    prove(
      "values: the simulator's draws",
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat())), (key) => {
        const drawn = draw(...key);
        assert.ok(drawn >= 0 && drawn < 1);
        assert.equal(draw(...key), drawn);
      }),
      budget.values,
    );
  });

  it("gives the same numbers as in the first release, so that a noted seed keeps its faults", () => {
    assert.equal(draw("7", "latency/1", "get-checkout", "ORD-1", "", 1), 0.16564894448331535);
  });

  it("distinguishes keys whose parts run together", () => {
    assert.notEqual(draw("a", "bc"), draw("ab", "c"));
    assert.notEqual(draw("1"), draw(1));
  });

  it("is spread evenly over ten thousand neighbouring keys", () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n += 1) {
      const tenth = Math.floor(draw("seed", n) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) assert.ok(Math.abs(count - 1_000) < 150, String(tenths));
  });
});

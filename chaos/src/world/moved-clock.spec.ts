import assert from "node:assert/strict";
import { MovedClock } from "./moved-clock.js";

describe("MovedClock", () => {
  it("moves the vendor's clock along, and knows when it showed what", async () => {
    let real = 1_000;
    const moves: number[] = [];
    const clock = new MovedClock({ advanceClock: async (ms) => moves.push(ms) }, () => real);
    assert.equal(clock.now().getTime(), 1_000);
    await clock.advance(500);
    assert.equal(clock.now().getTime(), 1_500);
    real = 1_200;
    await clock.advance(10_000);
    assert.equal(clock.now().getTime(), 11_700);
    assert.deepEqual(moves, [500, 10_000]);
    // Before the first move, skipped by it, after it, skipped by the second, after that.
    const shown = [900, 1_300, 1_600, 9_000, 11_750];
    const times = shown.map((time) => clock.realTimeOf(time));
    assert.deepEqual(times, [900, 1_000, 1_100, 1_200, 1_250]);
  });
});

import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { Gate } from "./gate.js";

describe("Gate", () => {
  it("lets in so many at once, all of them in the end, also after one has failed", async () => {
    const gate = new Gate(2);
    let inside = 0;
    let most = 0;
    const work = async (fails: boolean) => {
      inside += 1;
      most = Math.max(most, inside);
      await turn();
      inside -= 1;
      if (fails) throw new Error("failed inside");
    };
    const all = Array.from({ length: 7 }, (_, index) => gate.pass(() => work(index === 1)));
    const outcomes = (await Promise.allSettled(all)).map(({ status }) => status);
    assert.equal(most, 2);
    assert.deepEqual(
      outcomes.filter((status) => status === "rejected"),
      ["rejected"],
    );
    assert.equal(outcomes.length, 7);
  });
});

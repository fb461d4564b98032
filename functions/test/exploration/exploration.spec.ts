import assert from "node:assert/strict";
import { explore, findSimplest, printed } from "./explore.js";
import { PLAYS } from "./plays.js";
import { scenarioOf } from "./scenario.js";

/** Fewer would mean that a play explores less than it says. */
const LEAST_SCHEDULES = 30_000;

describe("exploration of creation, reconciliation and sweep", function () {
  this.timeout(120_000);
  let total = 0;

  for (const play of Object.values(PLAYS)) {
    it(play.name, async function () {
      const { schedules, violation } = await explore(scenarioOf(play));
      total += schedules;
      if (this.test) this.test.title += `: ${schedules} schedules`;
      if (violation) {
        const simplest = await findSimplest(scenarioOf(play));
        assert.fail(printed(simplest.violation ?? violation));
      }
    });
  }

  it("explores tens of thousands of schedules", function () {
    if (this.test)
      this.test.title = `explored ${total} schedules, within 2 preemptions, a crash and the vendor's faults`;
    assert.ok(total >= LEAST_SCHEDULES, `${total} schedules`);
  });
});

import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import { explore, findSimplest, printed } from "./explore.js";
import { PLAYS } from "./plays.js";
import { scenarioOf } from "./scenario.js";

describe("exploration of creation, reconciliation and sweep", function () {
  this.timeout(120_000);
  let total = 0;
  let plays = 0;

  for (const play of Object.values(PLAYS)) {
    it(play.name, async function () {
      const { schedules, violation } = await explore(scenarioOf(play), play.bounds, budget.schedules);
      total += schedules;
      plays += 1;
      if (this.test) this.test.title += `: ${schedules} schedules`;
      if (violation) {
        const simplest = await findSimplest(scenarioOf(play));
        assert.fail(printed(simplest.violation ?? violation));
      }
    });
  }

  it("plays as many schedules as the budget wants", function () {
    if (this.test)
      this.test.title = `played ${total} schedules, within 2 preemptions, a crash and the vendor's faults`;
    // Fewer would mean that a play explores less than it says.
    assert.ok(total >= budget.leastSchedules, `${total} schedules`);
    recordProof("exploration: interleavings of callers, triggers and sweep", total, "schedules");
    recordProof("exploration: interleavings of callers, triggers and sweep", plays, "plays");
  });
});

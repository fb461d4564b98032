import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import { type ExploredScenario, explorable } from "./explorable.js";
import { explore, findSimplest, printed } from "./explore.js";
import { SCENARIOS } from "./scenarios.js";

describe("exploration of creation, operations, reconciliation and sweep", () => {
  let total = 0;
  let scenarios = 0;

  for (const [name, scenario] of Object.entries<ExploredScenario>(SCENARIOS)) {
    it(name, async function () {
      const { schedules, violation } = await explore(explorable(scenario), scenario.bounds, budget.schedules);
      total += schedules;
      scenarios += 1;
      if (this.test) this.test.title += `: ${schedules} schedules`;
      if (violation) assert.fail(printed((await findSimplest(explorable(scenario))) ?? violation));
    });
  }

  it("explores as many schedules as the budget wants", function () {
    if (this.test)
      this.test.title = `explored ${total} schedules, within 2 preemptions, a crash and the vendor's faults`;
    // Fewer would mean that a scenario explores less than it says.
    assert.ok(total >= budget.leastSchedules, `${total} schedules`);
    recordProof("exploration: interleavings of callers, triggers and sweep", total, "schedules");
    recordProof("exploration: interleavings of callers, triggers and sweep", scenarios, "scenarios");
  });
});

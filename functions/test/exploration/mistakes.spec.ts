import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import { explorable } from "./explorable.js";
import { explore, printed } from "./explore.js";
import { MISTAKES } from "./mistakes.js";
import { SCENARIOS } from "./scenarios.js";

describe("exploration of seeded mistakes", () => {
  for (const [name, { mistake, scenario, violates }] of Object.entries(MISTAKES)) {
    it(`finds ${name}`, async function () {
      const world = explorable(SCENARIOS[scenario], mistake);
      const { schedules, violation } = await explore(world, world.bounds, budget.schedules);
      assert.ok(violation, `${schedules} schedules of "${scenario}" violate no invariant`);
      if (this.test) this.test.title += `, at schedule ${schedules}`;
      console.log(printed(violation).replace(/^/gm, "      "));
      assert.match(violation.invariant, violates);
      recordProof("exploration: seeded mistakes that it finds", 1, "mistakes");
    });
  }
});

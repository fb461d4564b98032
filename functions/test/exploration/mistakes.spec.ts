import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import { explore, findSimplest, printed } from "./explore.js";
import { MISTAKES } from "./mistakes.js";
import { scenarioOf } from "./scenario.js";

describe("exploration of seeded mistakes", function () {
  this.timeout(120_000);

  for (const { name, mistake, play, breaks } of MISTAKES) {
    it(`finds ${name}`, async function () {
      const { schedules, violation } = await findSimplest(scenarioOf(play, mistake));
      assert.ok(violation, `${schedules} schedules of "${play.name}" break no law`);
      if (this.test) this.test.title += `, at schedule ${schedules}`;
      console.log(printed(violation).replace(/^/gm, "      "));
      assert.match(violation.law, breaks);
      recordProof("exploration: seeded mistakes that it finds", 1, "mistakes");
    });

    it(`finds ${name} in the schedules of every test run`, async () => {
      const { violation } = await explore(scenarioOf(play, mistake), play.bounds, budget.schedules);
      assert.ok(violation);
    });
  }
});

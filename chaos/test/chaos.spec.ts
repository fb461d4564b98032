import assert from "node:assert/strict";
import { createCleanUp } from "../../scripts/lib/clean-up.js";
import { testSuite } from "../../scripts/lib/suites.js";
import { FAULT_PROFILE_NAMES } from "../../simulator/src/faults/fault-profiles.js";
import { budget } from "../../test/budget.js";
import { recordProof } from "../../test/record-proof.js";
import { type Environment, openEnvironment } from "../src/environment.js";
import { describeViolations } from "../src/report/describe-violations.js";
import { runChaos } from "../src/run-chaos.js";

/** The proof that `npm run chaos` gives, small enough for tests. */
describe("chaos", function () {
  this.timeout(300_000);
  const cleanUp = createCleanUp();
  let environment: Environment;

  before(async () => {
    const emulatorsPid = Number(process.env.EMULATORS_PID);
    assert.ok(emulatorsPid > 0, 'run these tests with "npm run test:emulator"');
    environment = await openEnvironment(testSuite(), emulatorsPid, cleanUp);
  });
  after(() => cleanUp.stop());

  for (const { seed, orders, kill } of budget.chaos) {
    it(`leaves ${orders} orders equal to the vendor's ledger, seed ${seed}${kill ? ", processes killed" : ""}`, async () => {
      const options = { seed, orders, faults: FAULT_PROFILE_NAMES, kill, log: () => undefined };
      const result = await runChaos(environment, options);
      assert.equal(result.violations.length, 0, describeViolations(result));
      const { figures, killed } = result;
      assert.equal(figures.converged, orders);
      assert.ok(figures.posts.total >= orders, `${figures.posts.total} links were asked for`);
      assert.ok(Object.keys(figures.faults).length > 3, JSON.stringify(figures.faults));
      assert.ok(figures.forged.sent > 0, "no webhook was forged");
      assert.equal(killed.functions > 0 && killed.listener > 0, kill, JSON.stringify(killed));
      console.log(`      ${figures.posts.total} links asked for, faults: ${JSON.stringify(figures.faults)}`);
      recordProof("chaos: runs of the whole product", 1, kill ? "seeds, processes killed" : "seeds");
      recordProof("chaos: runs of the whole product", orders, "orders, equal to the ledger");
    });
  }
});

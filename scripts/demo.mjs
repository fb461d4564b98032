// One payment from link to paid order, then everything is stopped: `npm run demo`. With --json each step and the result
// are JSON lines on stdout, and everything else goes to stderr.
import { parseArgs } from "node:util";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.mjs";
import { demonstratePayment } from "./lib/demonstration.mjs";
import { describeError } from "./lib/fail.mjs";
import { firstDeath, startLocalStack } from "./lib/local-stack.mjs";
import { formatStep, measureSteps } from "./lib/steps.mjs";
import { demoSuite } from "./lib/suites.mjs";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
/** @param {string} message */
const log = (message) => process.stderr.write(`${message}\n`);

const suite = demoSuite();
const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);
const steps = measureSteps((step) => console.log(values.json ? JSON.stringify(step) : formatStep(step)));
/** @type {Partial<import("./lib/demonstration.mjs").Demonstration>} */
const result = {};
/** @type {string | undefined} */
let error;

try {
  const stack = await startLocalStack(suite, { step: steps.step, log, cleanUp });
  await Promise.race([
    firstDeath(stack.children),
    demonstratePayment({ ...stack, suite, step: steps.step, result }),
  ]);
} catch (cause) {
  error = describeError(cause);
}
// An interrupted demonstration has failed because of that: the signal's handler says so and ends the process.
if (!cleanUp.isStopping()) await report();

async function report() {
  await cleanUp.stop();
  const failed = error === undefined ? undefined : (steps.failed() ?? "run");
  if (values.json) {
    const { orderId = null, checkoutId = null, status = null } = result;
    console.log(JSON.stringify({ orderId, checkoutId, status, steps: steps.done, failed, error }));
  } else if (failed === undefined) {
    console.log(`\nOrder ${result.orderId} is ${result.status}.`);
  }
  if (failed !== undefined) log(`\n${failed} failed: ${error}`);
  process.exitCode = failed === undefined ? 0 : 1;
}

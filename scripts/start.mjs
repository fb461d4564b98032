// The whole product on this machine, with one payment made, until Ctrl-C: `npm start`.
import { createCleanUp, stopOnSignal } from "./lib/clean-up.mjs";
import { demonstratePayment } from "./lib/demonstration.mjs";
import { describeStack } from "./lib/describe-stack.mjs";
import { describeError } from "./lib/fail.mjs";
import { firstDeath, startLocalStack } from "./lib/local-stack.mjs";
import { formatStep, measureSteps } from "./lib/steps.mjs";
import { demoSuite } from "./lib/suites.mjs";

const suite = demoSuite();
const cleanUp = createCleanUp();
let exitCode = 130;
stopOnSignal(cleanUp, () => exitCode);
const { step } = measureSteps((done) => console.log(formatStep(done)));

try {
  const stack = await startLocalStack(suite, { step, log: console.error, cleanUp });
  for (const child of stack.children) child.onLine((line) => console.log(`[${child.name}] ${line}`));
  await Promise.race([firstDeath(stack.children), demonstrateAndStay(stack)]);
} catch (error) {
  if (!cleanUp.isStopping()) {
    console.error(describeError(error));
    await cleanUp.stop();
    process.exit(1);
  }
}

/**
 * A demonstration that fails does not stop what runs: whoever broke the code wants to look at it.
 *
 * @param {import("./lib/local-stack.mjs").LocalStack} stack
 */
async function demonstrateAndStay(stack) {
  /** @type {Partial<import("./lib/demonstration.mjs").Demonstration>} */
  const result = {};
  try {
    await demonstratePayment({ ...stack, suite, step, result });
  } catch (error) {
    console.error(`\nThe demonstration payment failed: ${describeError(error)}`);
  }
  console.log(describeStack({ suite, functions: stack.functions, scheduled: stack.scheduled, result }));
  // From here Ctrl-C is how it is meant to end.
  exitCode = 0;
  await new Promise(() => {});
}

// One payment from link to paid order, then everything is stopped: `npm run demo`. With --json each step and the result
// are JSON lines on stdout, and everything else goes to stderr.
import { parseArgs } from "node:util";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { type Demonstration, demonstratePayment } from "./lib/demonstration.js";
import { describeError } from "./lib/errors.js";
import { startLocalStack } from "./lib/local-stack.js";
import { type Step, visibleStep } from "./lib/progress.js";
import { firstDeath } from "./lib/servers.js";
import { demoSuite } from "./lib/suites.js";

const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);
const steps: { name: string; ms: number }[] = [];
const result: Partial<Demonstration> = {};
let failed: string | undefined;
let error: string | undefined;

const step: Step = async (name, work) => {
  const began = performance.now();
  failed = name;
  const value = await (json ? work() : visibleStep(name, work));
  failed = undefined;
  steps.push({ name, ms: Math.round(performance.now() - began) });
  if (json) console.log(JSON.stringify(steps.at(-1)));
  return value;
};

try {
  const stack = await startLocalStack(demoSuite(), { step, log: console.error, cleanUp });
  await Promise.race([firstDeath(stack.children), demonstratePayment(stack, step, result)]);
} catch (cause) {
  error = describeError(cause);
}
// An interrupted demonstration has failed because of that: the signal's handler says so and ends the process.
if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  const { orderId = null, checkoutId = null, status = null } = result;
  if (json) console.log(JSON.stringify({ orderId, checkoutId, status, steps, failed, error }));
  else if (error === undefined) console.log(`\nOrder ${orderId} is ${status}.`);
  if (error !== undefined) console.error(`\n${failed ?? "run"} failed: ${error}`);
  process.exit(error === undefined ? 0 : 1);
}

// The whole product on this machine, with one payment made, until Ctrl-C: `npm start`.
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { demoUsers } from "./lib/demo-users.js";
import { type Demonstration, demonstratePayment } from "./lib/demonstration.js";
import { describeError } from "./lib/errors.js";
import { type LocalStack, startLocalStack } from "./lib/local-stack.js";
import { visibleStep } from "./lib/progress.js";
import { firstDeath } from "./lib/servers.js";
import { address, demoSuite } from "./lib/suites.js";

const suite = demoSuite();
const cleanUp = createCleanUp();
let exitCode = 130;
stopOnSignal(cleanUp, () => exitCode);

try {
  const stack = await startLocalStack(suite, { step: visibleStep, log: console.error, cleanUp });
  await Promise.race([firstDeath(stack.children), demonstrateAndStay(stack)]);
} catch (error) {
  if (!cleanUp.isStopping()) {
    console.error(describeError(error));
    await cleanUp.stop();
    process.exit(1);
  }
}

/** A demonstration that fails does not stop what runs: whoever broke the code wants to look at it. */
async function demonstrateAndStay(stack: LocalStack): Promise<void> {
  const result: Partial<Demonstration> = {};
  try {
    await demonstratePayment(stack, visibleStep, result);
  } catch (error) {
    console.error(`\nThe demonstration payment failed: ${describeError(error)}`);
  }
  console.log(whatToOpen(result));
  // From here Ctrl-C is how it is meant to end.
  exitCode = 0;
  await new Promise(() => {});
}

/** The first thing first. */
function whatToOpen({ orderId, status, url }: Partial<Demonstration>): string {
  const simulator = `http://${address(suite, "simulator")}`;
  const rows = [
    ["Start here", `http://${address(suite, "hosting")}/`],
    ["Simulator of PointCheckout", `${simulator}/`],
    ["Its e-mails and SMS", `${simulator}/outbox`],
    ...Object.values(demoUsers).map((user) => [
      `Sign in as ${user.displayName}`,
      `${user.email} / ${user.password}`,
    ]),
    [`Order ${orderId} (${status})`, url ?? "has no link"],
    ["Functions", `http://${address(suite, "functions")}/${suite.project}/us-central1/<name>`],
    ["Logs", suite.workDir],
  ];
  return `\n${rows.map(([label = "", value]) => `  ${label.padEnd(32)}${value}`).join("\n")}\n\n  Ctrl-C stops everything.\n`;
}

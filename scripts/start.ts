// The whole product on this machine, with one payment made: `npm start` keeps it running until Ctrl-C, `npm run demo`
// stops it. With --json the demo's steps and result are JSON lines on stdout, and everything else goes to stderr.
import { parseArgs } from "node:util";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { oraPromise } from "ora";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { createDemoUsers, demoUsers } from "./lib/demo-users.js";
import type { Demonstration, Step } from "./lib/demonstration.js";
import { startEmulators } from "./lib/emulators.js";
import { describeError } from "./lib/errors.js";
import { startScheduler } from "./lib/scheduler.js";
import { firstDeath, startSimulator } from "./lib/servers.js";
import { address, demoSuite, functionUrl, localEnvironment, parametersOf } from "./lib/suites.js";

const { once, json } = parseArgs({
  options: { once: { type: "boolean" }, json: { type: "boolean" } },
}).values;
const suite = demoSuite();
const cleanUp = createCleanUp();
stopOnSignal(cleanUp);
// In a terminal without a width it would clear lines without end.
const isEnabled = Boolean(process.stderr.isTTY && process.stderr.columns);
const steps: { name: string; ms: number }[] = [];
const result: Partial<Demonstration> = {};
let failed: string | undefined;
let error: string | undefined;

const step: Step = async (name, work) => {
  const began = performance.now();
  failed = name;
  const text = `${name[0]?.toUpperCase()}${name.slice(1).replaceAll("-", " ")}`.padEnd(24);
  const successText = () => `${text}${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`;
  const value = await (json
    ? work()
    : oraPromise(work, { text, successText, discardStdin: false, isEnabled }));
  failed = undefined;
  steps.push({ name, ms: Math.round(performance.now() - began) });
  if (json) console.log(JSON.stringify(steps.at(-1)));
  return value;
};

try {
  const child = await step("start-emulators", () => startEmulators(suite, cleanUp));
  const webhookUrl = functionUrl(suite, "pointcheckoutWebhook");
  const simulator = await step("start-simulator", () => startSimulator(suite, cleanUp, webhookUrl));
  // Firebase's libraries, which create users, and the demonstration look here.
  Object.assign(process.env, localEnvironment(suite));
  cleanUp.add(startScheduler(suite));
  initializeApp({ projectId: suite.project });
  await step("create-users", () => createDemoUsers(getAuth()));
  const { demonstratePayment } = await import("./lib/demonstration.js");
  const demonstration = demonstratePayment(parametersOf(suite).POINTCHECKOUT_REGION, step, result);
  await Promise.race([firstDeath([child, simulator]), once ? demonstration : stay(demonstration)]);
} catch (cause) {
  error = describeError(cause);
}
// What is interrupted has failed because of that: the signal's handler says so and ends the process.
if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  const { orderId = null, checkoutId = null, status = null } = result;
  if (json) console.log(JSON.stringify({ orderId, checkoutId, status, steps, failed, error }));
  else if (error === undefined) console.log(`\nOrder ${orderId} is ${status}.`);
  if (error !== undefined) console.error(`\n${failed ?? "run"} failed: ${error}`);
  process.exit(error === undefined ? 0 : 1);
}

/** A demonstration that fails does not stop what runs: whoever broke the code wants to look at it. */
async function stay(demonstration: Promise<void>): Promise<void> {
  const failure = await demonstration.then(() => undefined, describeError);
  if (cleanUp.isStopping()) return;
  if (failure !== undefined) console.error(`\nThe demonstration payment failed: ${failure}`);
  console.log(whatToOpen());
  // From here Ctrl-C is how it is meant to end.
  process.exitCode = 0;
  await new Promise(() => {});
}

function whatToOpen(): string {
  const simulator = `http://${address(suite, "simulator")}`;
  const rows = [
    ["The merchant's web app", `http://${address(suite, "hosting")}/`],
    ["Simulator of PointCheckout", `${simulator}/`],
    ["Its e-mails and SMS", `${simulator}/outbox`],
    ...Object.values(demoUsers).map((user) => [
      `Sign in as ${user.displayName}`,
      `${user.email} / ${user.password}`,
    ]),
    [`Order ${result.orderId} (${result.status})`, result.url ?? "has no link"],
    ["Functions", functionUrl(suite, "<name>")],
    ["Logs", suite.workDir],
  ];
  return `\n${rows.map(([label = "", value]) => `  ${label.padEnd(32)}${value}`).join("\n")}\n\n  Ctrl-C stops everything.\n`;
}

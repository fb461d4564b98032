import { join } from "node:path";
import { startChild } from "./child.mjs";
import { functionsDir, root } from "./paths.mjs";
import { localEnvironment } from "./suites.mjs";

const startTimeoutMs = 30_000;

/**
 * The simulated PointCheckout: API, payment page, outbox.
 *
 * @param {import("./suites.mjs").Suite} suite whose Firestore emulator is running
 * @param {import("./clean-up.mjs").CleanUp} cleanUp
 * @param {{ url: string, secret: string }} [webhook] the merchant's endpoint; absent: the vendor delivers to nobody
 */
export function startSimulator(suite, cleanUp, webhook) {
  const endpoint = webhook ? ["--webhook-url", webhook.url, "--webhook-secret", webhook.secret] : [];
  return startServer(suite, cleanUp, {
    name: "simulator",
    args: ["--import", "tsx", "simulator/src/cli.ts", "--port", `${suite.ports.simulator}`, ...endpoint],
    cwd: root,
    ready: /^Simulator ready/,
  });
}

/**
 * The worker that listens to PointCheckout's notifications.
 *
 * @param {import("./suites.mjs").Suite} suite whose Firestore emulator is running
 * @param {import("./clean-up.mjs").CleanUp} cleanUp
 */
export function startListener(suite, cleanUp) {
  return startServer(suite, cleanUp, {
    name: "listener",
    args: ["lib/notifications/listen.js"],
    // Where it finds its .env file, as a deployed one does.
    cwd: functionsDir,
    ready: /^Listening/,
  });
}

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {import("./clean-up.mjs").CleanUp} cleanUp
 * @param {{ name: string, args: string[], cwd: string, ready: RegExp }} server
 */
async function startServer(suite, cleanUp, { name, args, cwd, ready }) {
  const child = startChild({
    name,
    args,
    cwd,
    env: { ...process.env, ...localEnvironment(suite) },
    logFile: join(suite.workDir, `${name}.log`),
  });
  cleanUp.add(child);
  try {
    await child.waitForLine(ready, startTimeoutMs);
    return child;
  } catch (error) {
    throw new Error(`the ${name} did not start; its last lines are:\n${child.tail()}`, { cause: error });
  }
}

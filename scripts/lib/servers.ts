import { join } from "node:path";
import { type Child, startChild } from "./child.js";
import type { CleanUp } from "./clean-up.js";
import { root } from "./paths.mjs";
import { localEnvironment, localWebhookSecret, type Suite } from "./suites.js";

/**
 * The simulated PointCheckout: API, payment page, outbox. The suite's Firestore emulator has to run.
 *
 * @param webhookUrl what a merchant enters in the vendor's portal; absent: it delivers to nobody
 */
export function startSimulator(suite: Suite, cleanUp: CleanUp, webhookUrl?: string) {
  const endpoint = webhookUrl ? ["--webhook-url", webhookUrl, "--webhook-secret", localWebhookSecret()] : [];
  return startServer(suite, cleanUp, {
    name: "simulator",
    args: ["--import", "tsx", "simulator/src/cli.ts", "--port", `${suite.ports.simulator}`, ...endpoint],
    cwd: root,
    ready: /^Simulator ready/m,
  });
}

/** A Node program that works with a suite's Firestore emulator, once it has printed what says that it is ready. */
export function startServer(
  suite: Suite,
  cleanUp: CleanUp,
  program: { name: string; args: string[]; cwd: string; ready: RegExp },
): Promise<Child> {
  const env = { ...process.env, ...localEnvironment(suite) };
  return startChild({ ...program, env, logFile: join(suite.workDir, `${program.name}.log`) }, cleanUp);
}

/** Rejects when one of the processes ends: without any of them the rest makes no sense. */
export async function firstDeath(children: Child[]): Promise<never> {
  const dead = await Promise.race(children.map(async (child) => ({ child, how: await child.exited })));
  throw new Error(`${dead.child.name} ended (${dead.how}); its last lines were:\n${dead.child.tail()}`);
}

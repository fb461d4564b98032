import { createDemoUsers } from "./demo-users.mjs";
import { startEmulators } from "./emulators.mjs";
import { localWebhookSecret } from "./local-secrets.mjs";
import { requireFreePorts } from "./ports.mjs";
import { startScheduler } from "./scheduler.mjs";
import { startSimulator } from "./servers.mjs";
import { setUp } from "./set-up.mjs";

/**
 * Everything that runs on a developer's machine: emulators, simulator, scheduler and the demo users. The scheduler keeps
 * the provider listener running, as Cloud Scheduler does.
 *
 * @param {import("./suites.mjs").Suite} suite
 * @param {object} options
 * @param {import("./steps.mjs").Step} options.step
 * @param {(message: string) => void} options.log
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp
 */
export async function startLocalStack(suite, { step, log, cleanUp }) {
  await step("check-ports", () => requireFreePorts(suite.ports));
  const tools = await step("set-up", () => setUp());

  /** @type {import("./emulators.mjs").Emulators} */
  const emulators = await step("start-emulators", () => startEmulators(suite, tools, cleanUp));
  /** @type {import("./child.mjs").Child} */
  const simulator = await step("start-simulator", () =>
    startSimulator(suite, cleanUp, webhookEndpoint(emulators.functions)),
  );
  const scheduler = startScheduler(emulators.functions, log);
  cleanUp.add(scheduler);
  const { customerUid } = await step("create-users", () => createDemoUsers(suite));
  return {
    functions: emulators.functions,
    children: [emulators.child, simulator],
    scheduled: scheduler.names,
    customerUid,
  };
}

/** @typedef {Awaited<ReturnType<typeof startLocalStack>>} LocalStack */

/**
 * The endpoint that a merchant enters in the vendor's portal.
 *
 * @param {import("./emulators.mjs").Emulators["functions"]} functions
 */
function webhookEndpoint(functions) {
  const url = functions.get("pointcheckoutWebhook")?.url;
  return url === undefined ? undefined : { url, secret: localWebhookSecret() };
}

/**
 * Rejects when one of the processes ends: without any of them the rest makes no sense.
 *
 * @param {import("./child.mjs").Child[]} children
 * @returns {Promise<never>}
 */
export async function firstDeath(children) {
  const dead = await Promise.race(children.map(async (child) => ({ child, how: await child.exited })));
  throw new Error(`${dead.child.name} ended (${dead.how}); its last lines were:\n${dead.child.tail()}`);
}

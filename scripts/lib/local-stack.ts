import type { CleanUp } from "./clean-up.js";
import { createDemoUsers } from "./demo-users.js";
import { type EmulatedFunctions, startEmulators } from "./emulators.js";
import { requireFreePorts } from "./ports.js";
import type { Step } from "./progress.js";
import { startScheduler } from "./scheduler.js";
import { startSimulator } from "./servers.js";
import { setUp } from "./set-up.js";
import { localEnvironment, localWebhookSecret, type Suite } from "./suites.js";

export type LocalStack = Awaited<ReturnType<typeof startLocalStack>>;

/**
 * Everything that runs on a developer's machine: emulators, simulator, scheduler and the demo users. The scheduler keeps
 * the provider listener running, as Cloud Scheduler does.
 *
 * @param log for scheduled functions that failed
 */
export async function startLocalStack(
  suite: Suite,
  { step, log, cleanUp }: { step: Step; log: (message: string) => void; cleanUp: CleanUp },
) {
  await step("check-ports", () => requireFreePorts(suite.ports));
  const firestoreJar = await step("set-up", () => setUp("web"));
  const emulators = await step("start-emulators", () => startEmulators(suite, firestoreJar, cleanUp));
  const simulator = await step("start-simulator", () =>
    startSimulator(suite, cleanUp, webhookEndpoint(emulators.functions)),
  );
  // Firebase's libraries, which create users and read orders, look here.
  Object.assign(process.env, localEnvironment(suite));
  cleanUp.add(startScheduler(emulators.functions, log));
  const { customerUid } = await step("create-users", () => createDemoUsers(suite.project));
  return { suite, functions: emulators.functions, children: [emulators.child, simulator], customerUid };
}

/** The endpoint that a merchant enters in the vendor's portal. */
export function webhookEndpoint(functions: EmulatedFunctions) {
  const url = functions.get("pointcheckoutWebhook")?.url;
  return url === undefined ? undefined : { url, secret: localWebhookSecret() };
}

import type { CleanUp } from "../../scripts/lib/clean-up.js";
import { functionsDir } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/servers.js";
import {
  address,
  functionUrl,
  localEnvironment,
  localWebhookSecret,
  type Suite,
} from "../../scripts/lib/suites.js";

export type Environment = Awaited<ReturnType<typeof openEnvironment>>;

/** Adds a listener to emulators and a simulator that are running. */
export async function openEnvironment(suite: Suite, emulatorsPid: number, cleanUp: CleanUp) {
  // Where the Admin SDK finds the emulators.
  Object.assign(process.env, localEnvironment(suite));
  return {
    project: suite.project,
    firestoreHost: address(suite, "firestore"),
    simulatorUrl: `http://${address(suite, "simulator")}`,
    /** With which the vendor signs its webhooks. */
    webhookSecret: localWebhookSecret(),
    /** Where a function is called. */
    urlOf: (name: string) => functionUrl(suite, name),
    emulatorsPid,
    listener: await hostListener(suite, cleanUp),
  };
}

/** The worker that listens to PointCheckout's notifications. The suite's Firestore emulator has to run. */
const startListener = (suite: Suite, cleanUp: CleanUp) =>
  startServer(suite, cleanUp, {
    name: "listener",
    args: ["dist/listen.js"],
    // Where it finds its .env file, as a deployed one does.
    cwd: functionsDir,
    ready: /^Listening/m,
  });

/** Starts the listener's process, and another one whenever it is killed. */
async function hostListener(suite: Suite, cleanUp: CleanUp) {
  let child = await startListener(suite, cleanUp);
  return {
    killAndRestart: async (): Promise<void> => {
      if (child.pid !== undefined && !child.hasExited()) process.kill(child.pid, "SIGKILL");
      await child.exited;
      child = await startListener(suite, cleanUp);
    },
  };
}

import type { CleanUp } from "../../scripts/lib/clean-up.js";
import { functionsDir } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/servers.js";
import type { Suite } from "../../scripts/lib/suites.js";
import type { ListenerHost } from "./run/killer.js";

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
export async function hostListener(suite: Suite, cleanUp: CleanUp): Promise<ListenerHost> {
  let child = await startListener(suite, cleanUp);
  return {
    killAndRestart: async () => {
      if (child.pid !== undefined && !child.hasExited()) process.kill(child.pid, "SIGKILL");
      await child.exited;
      child = await startListener(suite, cleanUp);
    },
  };
}

import type { CleanUp } from "../../scripts/lib/clean-up.js";
import { startListener } from "../../scripts/lib/servers.js";
import type { Suite } from "../../scripts/lib/suites.js";
import type { ListenerHost } from "./play/killer.js";

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

import { setTimeout as sleep } from "node:timers/promises";
import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, LISTEN_TIMEOUT_SECONDS, readListenMs } from "../config.js";
import { openStores } from "../connections.js";
import { withCleanErrors } from "../shared/reason.js";

/**
 * The provider listener as a function: started every minute unless it is running, listens for nine, and ends by itself
 * before its timeout. What the vendor announces in the gap of up to a minute is found by its digest at the next start.
 *
 * @see docs/decisions/0010-where-to-listen.md
 */
export const listenToProvider = onSchedule(
  {
    ...functionOptions(),
    schedule: "every 1 minutes",
    timeoutSeconds: LISTEN_TIMEOUT_SECONDS,
    // Cloud Scheduler starts no run beside one that has not answered; one started by hand would listen twice.
    maxInstances: 1,
    concurrency: 1,
  },
  () =>
    withCleanErrors(async () => {
      // No other function needs the client SDK: their cold starts do not wait for it.
      const { startListening } = await import("./start-listening.js");
      const stores = openStores();
      const listener = startListening(stores);
      await sleep(readListenMs());
      const followed = listener.followed();
      await listener.close();
      stores.log.info("listener.run_ended", { followed });
    }),
);

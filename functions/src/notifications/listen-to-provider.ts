import { setTimeout as sleep } from "node:timers/promises";
import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, LISTEN_TIMEOUT_SECONDS, readListenMs } from "../config.js";
import { openStores } from "../connections.js";
import { listeningPace } from "./listening-pace.js";
import { startProviderListener } from "./provider-listener.js";

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
  async () => {
    // No other function needs the client SDK: their cold starts do not wait for it.
    const { openVendorFirestore } = await import("./vendor-firestore.js");
    const { log, ...stores } = openStores();
    const emulator = process.env.FIRESTORE_EMULATOR_HOST;
    const listener = startProviderListener({
      ...stores,
      log,
      vendor: openVendorFirestore(emulator),
      ...listeningPace(emulator !== undefined),
    });
    await sleep(readListenMs());
    const followed = listener.followed();
    await listener.close();
    log.info("listener.run_ended", { followed });
  },
);

import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, LISTEN_TIMEOUT_SECONDS } from "../parameters.js";

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
  async () => (await import("./lazy/listen-to-provider.js")).listenForOneRun(),
);

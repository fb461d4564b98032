import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, LISTEN_TIMEOUT_SECONDS } from "../parameters.js";

/**
 * The provider listener as a function. Started every minute unless it runs; ends by itself before its timeout. The next
 * start finds what the vendor announced in the gap by its digest.
 * @see docs/decisions/0010-where-to-listen.md
 */
export const listenToProvider = onSchedule(
  {
    ...functionOptions(),
    schedule: "every 1 minutes",
    timeoutSeconds: LISTEN_TIMEOUT_SECONDS,
    // Cloud Scheduler starts no second run, but a person could.
    maxInstances: 1,
    concurrency: 1,
  },
  async () => (await import("./lazy/listen-to-provider.js")).listenForOneRun(),
);

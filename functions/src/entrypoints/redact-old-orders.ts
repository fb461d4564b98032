import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, RETENTION_TIMEOUT_SECONDS } from "../parameters.js";

/** Erases the personal data of ended orders that are older than the retention; never, when that is 0. */
export const redactOldOrders = onSchedule(
  { ...functionOptions(), schedule: "every 24 hours", timeoutSeconds: RETENTION_TIMEOUT_SECONDS },
  async ({ scheduleTime }) => (await import("./lazy/redact-old-orders.js")).redactOldOrdersAt(scheduleTime),
);

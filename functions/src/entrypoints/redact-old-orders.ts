import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, RETENTION_TIMEOUT_SECONDS } from "../parameters.js";

/** Once a day: erases the personal data of orders that ended and are older than the retention; never, when that is 0. */
export const redactOldOrders = onSchedule(
  { ...functionOptions(), schedule: "every 24 hours", timeoutSeconds: RETENTION_TIMEOUT_SECONDS },
  async ({ scheduleTime }) => (await import("./lazy/redact-old-orders.js")).redactOldOrdersAt(scheduleTime),
);

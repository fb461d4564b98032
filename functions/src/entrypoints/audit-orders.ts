import { onSchedule } from "firebase-functions/v2/scheduler";
import { AUDIT_TIMEOUT_SECONDS, functionOptions, secrets } from "../parameters.js";

/**
 * The comparison of both sides, once a day: the first run of a UTC day begins it, and the hourly runs after go on with
 * one that was not finished, whatever stopped it. A run that finds the day's audit done reads one document.
 */
export const auditOrders = onSchedule(
  { ...functionOptions(), schedule: "every 60 minutes", timeoutSeconds: AUDIT_TIMEOUT_SECONDS, secrets },
  async ({ scheduleTime }) => (await import("./lazy/audit-orders.js")).auditOrdersAt(scheduleTime),
);

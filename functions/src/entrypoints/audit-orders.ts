import { onSchedule } from "firebase-functions/v2/scheduler";
import { AUDIT_TIMEOUT_SECONDS, functionOptions, secrets } from "../parameters.js";

/** The daily comparison: the first run of a UTC day begins it, later runs continue an unfinished one. */
export const auditOrders = onSchedule(
  { ...functionOptions(), schedule: "every 60 minutes", timeoutSeconds: AUDIT_TIMEOUT_SECONDS, secrets },
  async ({ scheduleTime }) => (await import("./lazy/audit-orders.js")).auditOrdersAt(scheduleTime),
);

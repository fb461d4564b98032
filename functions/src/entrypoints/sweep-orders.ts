import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, secrets } from "../parameters.js";

/** Takes its time from the schedule, so that a late run works as of its own minute. */
export const sweepOrders = onSchedule(
  { ...functionOptions(), schedule: "every 1 minutes", secrets },
  async ({ scheduleTime }) => (await import("./lazy/sweep-orders.js")).sweepOrdersAt(scheduleTime),
);

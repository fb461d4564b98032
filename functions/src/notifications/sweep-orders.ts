import { setTimeout as sleep } from "node:timers/promises";
import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, secrets } from "../config.js";
import { connect } from "../connections.js";
import { fromDate } from "../orders/instant.js";
import { withCleanErrors } from "../shared/reason.js";
import { sweep } from "./sweep.js";

/** Every minute: whatever is due. Takes its time from the schedule, so that a late run works as of its own minute. */
export const sweepOrders = onSchedule(
  { ...functionOptions(), schedule: "every 1 minutes", secrets },
  ({ scheduleTime }) =>
    withCleanErrors(async () => {
      const started = performance.now();
      const { config, ...deps } = connect();
      const { livemode, isAllowedLink, sweepLimit: limit, callTimeoutMs } = config;
      // A run leaves the rest to the next one rather than be cut off.
      const runMs = callTimeoutMs / 2;
      const hasTimeLeft = () => performance.now() - started < runMs;
      const settings = { limit, paceMs: runMs / 2 / limit, livemode, isAllowedLink };
      await sweep({ ...deps, settings, hasTimeLeft, sleep }, fromDate(new Date(scheduleTime)));
    }),
);

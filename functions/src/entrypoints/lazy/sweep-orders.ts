import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "../../connections.js";
import { sweep } from "../../notifications/sweep.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";

/** @param scheduleTime ISO 8601 */
export const sweepOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const started = performance.now();
    const { config, ...deps } = connect();
    const { livemode, isAllowedLink, sweepLimit: limit, callTimeoutMs } = config;
    // The next run takes the rest.
    const runMs = callTimeoutMs / 2;
    const hasTimeLeft = () => performance.now() - started < runMs;
    const settings = { limit, paceMs: runMs / 2 / limit, livemode, isAllowedLink };
    await sweep({ ...deps, settings, hasTimeLeft, sleep }, fromDate(new Date(scheduleTime)));
  });

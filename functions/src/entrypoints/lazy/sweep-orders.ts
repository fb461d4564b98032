import { connect } from "../../connections.js";
import { sweep } from "../../notifications/sweep.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";
import { timeFor } from "../../shared/time-for.js";

/** @param scheduleTime ISO 8601 */
export const sweepOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const { config, ...deps } = connect();
    const { livemode, isAllowedLink, sweepLimit: limit, callTimeoutMs } = config;
    // The next run takes the rest.
    const runMs = callTimeoutMs / 2;
    const settings = { limit, paceMs: runMs / 2 / limit, livemode, isAllowedLink };
    await sweep({ ...deps, ...timeFor(runMs), settings }, fromDate(new Date(scheduleTime)));
  });

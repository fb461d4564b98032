import { onSchedule } from "firebase-functions/v2/scheduler";
import { functionOptions, RETENTION_TIMEOUT_SECONDS, readRetentionDays } from "../config.js";
import { openStores } from "../connections.js";
import { withCleanErrors } from "../shared/reason.js";
import { fromDate } from "./instant.js";
import { redactOld } from "./redact-old.js";

/** Once a day: erases the personal data of orders that ended and are older than the retention; never, when that is 0. */
export const redactOldOrders = onSchedule(
  { ...functionOptions(), schedule: "every 24 hours", timeoutSeconds: RETENTION_TIMEOUT_SECONDS },
  ({ scheduleTime }) =>
    withCleanErrors(async () => {
      const started = performance.now();
      const hasTimeLeft = () => performance.now() - started < (RETENTION_TIMEOUT_SECONDS * 1000 * 3) / 4;
      const deps = { ...openStores(), retentionDays: readRetentionDays(), hasTimeLeft };
      await redactOld(deps, fromDate(new Date(scheduleTime)));
    }),
);

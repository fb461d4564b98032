import { readRetentionDays } from "../../config.js";
import { openStores } from "../../connections.js";
import { RETENTION_TIMEOUT_SECONDS } from "../../parameters.js";
import { redactOld } from "../../redaction/redact-old.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";

/** @param scheduleTime ISO 8601 */
export const redactOldOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const started = performance.now();
    const hasTimeLeft = () => performance.now() - started < (RETENTION_TIMEOUT_SECONDS * 1000 * 3) / 4;
    const deps = { ...openStores(), retentionDays: readRetentionDays(), hasTimeLeft };
    await redactOld(deps, fromDate(new Date(scheduleTime)));
  });

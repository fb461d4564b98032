import { readRetentionDays } from "../../config.js";
import { openStores } from "../../connections.js";
import { RETENTION_TIMEOUT_SECONDS } from "../../parameters.js";
import { redactOld } from "../../redaction/redact-old.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";
import { timeFor } from "../../shared/time-for.js";

export const redactOldOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const time = timeFor((RETENTION_TIMEOUT_SECONDS * 1000 * 3) / 4);
    const deps = { ...openStores(), ...time, retentionDays: readRetentionDays() };
    await redactOld(deps, fromDate(new Date(scheduleTime)));
  });

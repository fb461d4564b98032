import { runDailyAudit } from "../../audits/run-audit.js";
import { connectAudit } from "../../connections.js";
import { AUDIT_TIMEOUT_SECONDS } from "../../parameters.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";

export const auditOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const timeMs = (AUDIT_TIMEOUT_SECONDS * 1000 * 3) / 4;
    await runDailyAudit(connectAudit(timeMs), fromDate(new Date(scheduleTime)));
  });

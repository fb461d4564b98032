import { runDailyAudit } from "../../audits/run-audit.js";
import { connect } from "../../connections.js";
import { AUDIT_TIMEOUT_SECONDS } from "../../parameters.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";
import { timeFor } from "../../shared/time-for.js";

export const auditOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    const time = timeFor((AUDIT_TIMEOUT_SECONDS * 1000 * 3) / 4);
    await runDailyAudit({ ...connect(), ...time }, fromDate(new Date(scheduleTime)));
  });

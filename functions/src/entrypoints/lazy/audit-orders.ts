import { runDailyAudit } from "../../audits/run-audit.js";
import { connect } from "../../connections.js";
import { LONG_RUN_MS } from "../../parameters.js";
import { fromDate } from "../../shared/instant.js";
import { withCleanErrors } from "../../shared/reason.js";
import { timeFor } from "../../shared/time-for.js";

export const auditOrdersAt = (scheduleTime: string): Promise<void> =>
  withCleanErrors(async () => {
    await runDailyAudit({ ...connect(), ...timeFor(LONG_RUN_MS) }, fromDate(new Date(scheduleTime)));
  });

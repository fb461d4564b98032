import { runDailyAudit } from "../../audits/run-audit.js";
import { connect } from "../../connections.js";
import { LONG_RUN_MS } from "../../parameters.js";
import { fromDate } from "../../shared/instant.js";
import { timeFor } from "../../shared/time-for.js";
import { asEntrypoint } from "./as-entrypoint.js";

export const auditOrdersAt = (scheduleTime: string): Promise<void> =>
  asEntrypoint(async () => {
    await runDailyAudit({ ...connect(), ...timeFor(LONG_RUN_MS) }, fromDate(new Date(scheduleTime)));
  });

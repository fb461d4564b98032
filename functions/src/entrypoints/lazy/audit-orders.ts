import type { ScheduledEvent } from "firebase-functions/v2/scheduler";
import { runDailyAudit } from "../../audits/run-audit.js";
import { connect } from "../../connections.js";
import { LONG_RUN_MS } from "../../parameters.js";
import { fromDate } from "../../shared/instant.js";
import { timeFor } from "../../shared/time-for.js";

export const run = ({ scheduleTime }: ScheduledEvent) =>
  runDailyAudit({ ...connect(), ...timeFor(LONG_RUN_MS) }, fromDate(new Date(scheduleTime)));

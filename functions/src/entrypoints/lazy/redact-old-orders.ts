import type { ScheduledEvent } from "firebase-functions/v2/scheduler";
import { readRetentionDays } from "../../config.js";
import { openStores } from "../../connections.js";
import { LONG_RUN_MS } from "../../parameters.js";
import { redactOld } from "../../redaction/redact-old.js";
import { fromDate } from "../../shared/instant.js";
import { timeFor } from "../../shared/time-for.js";

export async function run({ scheduleTime }: ScheduledEvent) {
  const deps = { ...openStores(), ...timeFor(LONG_RUN_MS), retentionDays: readRetentionDays() };
  await redactOld(deps, fromDate(new Date(scheduleTime)));
}

import type { ScheduledEvent } from "firebase-functions/v2/scheduler";
import { connect } from "../../connections.js";
import { sweep } from "../../notifications/sweep.js";
import { fromDate } from "../../shared/instant.js";
import { timeFor } from "../../shared/time-for.js";

export async function run({ scheduleTime }: ScheduledEvent) {
  const connections = connect();
  const { sweepLimit: limit, callTimeoutMs } = connections.settings;
  // The next run takes the rest.
  const runMs = callTimeoutMs / 2;
  const settings = { ...connections.settings, limit, paceMs: runMs / 2 / limit };
  await sweep({ ...connections, ...timeFor(runMs), settings }, fromDate(new Date(scheduleTime)));
}

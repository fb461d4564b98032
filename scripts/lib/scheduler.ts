import { Cron } from "croner";
import { functionUrl, type Suite } from "./suites.js";

/** When scheduled functions run, as their schedules say. `redactOldOrders` finds nothing that is old here. */
const schedules = { sweepOrders: "* * * * *", listenToProvider: "* * * * *", auditOrders: "0 * * * *" };

/**
 * Stands in for Cloud Scheduler: calls these functions at once and then when they are due, never one that is still
 * running. So listenToProvider keeps running, as with Cloud Scheduler.
 */
export function startScheduler(suite: Suite) {
  const stopping = new AbortController();
  for (const [name, schedule] of Object.entries(schedules)) {
    const call = () =>
      callScheduled(functionUrl(suite, name), new Date(), stopping.signal).catch((error: Error) => {
        if (!stopping.signal.aborted) console.error(`${name} failed: ${error.message}`);
      });
    void new Cron(schedule, { protect: true, unref: true }, call).trigger();
  }
  return { stop: () => stopping.abort() };
}

/**
 * Calls a scheduled function as Cloud Scheduler does, and waits for its end for at most five minutes.
 *
 * @param scheduleTime becomes the function's `event.scheduleTime`
 * @param signal to hang up; the function goes on by itself
 */
export async function callScheduled(url: string, scheduleTime: Date, signal?: AbortSignal): Promise<void> {
  const headers = { "x-cloudscheduler-scheduletime": scheduleTime.toISOString() };
  // The emulator answers for a scheduled function under the name of its trigger.
  const response = await fetch(`${url}-0`, { method: "POST", headers, ...(signal && { signal }) });
  await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
}

import { request } from "node:http";

/**
 * The emulators do not run scheduled functions by themselves. These are the ones we run, as often as their schedule in
 * the source says; one that is not exported (yet) is passed over.
 */
const schedules = [
  { functionName: "sweepOrders", everyMinutes: 1 },
  { functionName: "listenToProvider", everyMinutes: 1 },
  { functionName: "auditOrders", everyMinutes: 60 },
];

/**
 * Plays Cloud Scheduler: calls every scheduled function at once and then at full minutes, never one that is still
 * running.
 *
 * @param {import("./emulators.mjs").Emulators["functions"]} functions
 * @param {(message: string) => void} log for calls that failed
 * @returns {{ stop: () => void, names: string[] }}
 */
export function startScheduler(functions, log) {
  const jobs = schedules.flatMap(({ functionName, everyMinutes }) => {
    const url = functions.get(functionName)?.url;
    return url === undefined ? [] : [{ functionName, everyMinutes, url, isRunning: false }];
  });
  /** @type {NodeJS.Timeout} */
  let timer;
  const stopping = new AbortController();
  /** @param {boolean} [isFirst] */
  const runDue = (isFirst = false) => {
    const now = new Date();
    now.setSeconds(0, 0);
    for (const job of jobs) {
      const isDue = isFirst || (now.getTime() / 60_000) % job.everyMinutes === 0;
      if (job.isRunning || !isDue) continue;
      job.isRunning = true;
      callScheduled(job.url, now, stopping.signal)
        .catch((error) => {
          if (!stopping.signal.aborted) log(`${job.functionName} failed: ${error.message}`);
        })
        .finally(() => {
          job.isRunning = false;
        });
    }
    arm();
  };
  const arm = () => {
    // A timer may fire a little early; the margin keeps it from firing for the same minute twice.
    timer = setTimeout(runDue, 60_000 - (Date.now() % 60_000) + 50);
    timer.unref();
  };
  runDue(true);
  const stop = () => {
    clearTimeout(timer);
    stopping.abort();
  };
  return { stop, names: jobs.map((job) => job.functionName) };
}

/**
 * Calls a scheduled function as Cloud Scheduler does. `fetch` would give up after five minutes, and a function may
 * listen for nine.
 *
 * @param {string} url
 * @param {Date} scheduleTime becomes the function's `event.scheduleTime`
 * @param {AbortSignal} [signal] to hang up; the function goes on by itself
 * @returns {Promise<void>}
 */
export function callScheduled(url, scheduleTime, signal) {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: "POST",
        headers: { "x-cloudscheduler-scheduletime": scheduleTime.toISOString() },
        ...(signal && { signal }),
      },
      (response) => {
        response.resume();
        response.once("error", reject);
        response.once("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      },
    );
    call.once("error", reject);
    call.end();
  });
}

import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { functionUrl, type Suite } from "./suites.js";

/** How often scheduled functions run, as their schedules say. `redactOldOrders` finds nothing that is old here. */
const minutesBetween = { sweepOrders: 1, listenToProvider: 1, auditOrders: 60 };

/**
 * Stands in for Cloud Scheduler: calls these functions at once and then at full minutes, never one that is still
 * running. So listenToProvider keeps running, as with Cloud Scheduler.
 */
export function startScheduler(suite: Suite) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const runJob = async (name: string, periodMs: number) => {
    const url = functionUrl(suite, name);
    for (let due = Date.now(); !signal.aborted; due = nextFull(periodMs)) {
      await sleep(due - Date.now(), undefined, { signal, ref: false });
      await callScheduled(url, new Date(due), signal).catch((error: Error) => {
        if (!signal.aborted) console.error(`${name} failed: ${error.message}`);
      });
    }
  };
  for (const [name, minutes] of Object.entries(minutesBetween)) {
    // Stopped while it waits.
    runJob(name, minutes * 60_000).catch(() => undefined);
  }
  return { stop: () => stopping.abort() };
}

const nextFull = (periodMs: number) => (Math.floor(Date.now() / periodMs) + 1) * periodMs;

/**
 * Calls a scheduled function as Cloud Scheduler does. `fetch` would give up after five minutes, and a function may
 * listen for nine.
 *
 * @param scheduleTime becomes the function's `event.scheduleTime`
 * @param signal to hang up; the function goes on by itself
 */
export async function callScheduled(url: string, scheduleTime: Date, signal?: AbortSignal): Promise<void> {
  const headers = { "x-cloudscheduler-scheduletime": scheduleTime.toISOString() };
  // The emulator answers for a scheduled function under the name of its trigger.
  const call = request(`${url}-0`, { method: "POST", headers, ...(signal && { signal }) }).end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  await once(response.resume(), "end");
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
}

import { setTimeout as sleep } from "node:timers/promises";

/**
 * Polls until `probe` gives something other than undefined and false. Nothing waits for a snapshot to arrive: the emulator loses
 * some.
 *
 * @param what named in the error when the deadline passes
 */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | false | undefined>,
  deadlineMs = 40_000,
): Promise<T> {
  const started = performance.now();
  let failure: unknown;
  while (performance.now() - started < deadlineMs) {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    // Ever less often: what takes long is not kept busy by being asked.
    await sleep(Math.min(40 + (performance.now() - started) / 10, 250));
  }
  throw new Error(`waited ${deadlineMs} ms in vain for ${what}`, { cause: failure });
}

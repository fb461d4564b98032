import { setTimeout as sleep } from "node:timers/promises";

/**
 * Polls until the probe gives something other than undefined, and gives that.
 *
 * A probe that throws is asked again; its last error becomes the cause when the deadline passes.
 *
 * @template T
 * @param {string} what named in the error, as in "timed out after 30 s waiting for <what>"
 * @param {() => Promise<T | undefined> | T | undefined} probe
 * @param {{ timeoutMs: number, everyMs?: number, signal?: AbortSignal }} options
 * @returns {Promise<T>}
 */
export async function waitUntil(what, probe, { timeoutMs, everyMs = 50, signal }) {
  const deadline = performance.now() + timeoutMs;
  let cause;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    try {
      const found = await probe();
      if (found !== undefined) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`timed out after ${timeoutMs / 1000} s waiting for ${what}`, { cause });
}

/**
 * Rejects when the promise has not settled in time.
 *
 * @template T
 * @param {string} what
 * @param {Promise<T>} promise
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
export async function withDeadline(what, promise, timeoutMs) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`timed out after ${timeoutMs / 1000} s waiting for ${what}`)),
      timeoutMs,
    );
  });
  try {
    return /** @type {T} */ (await Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import { PointCheckoutError } from "./errors.js";

const backoffFactor = 4;
const longestRetryAfterMs = 2000;

/** Pure. @param pauseMs the longest pause before the next attempt, without Retry-After */
export function shouldRetry(
  error: unknown,
  { remainingMs, pauseMs }: { remainingMs: number; pauseMs: number },
): error is PointCheckoutError {
  // A bug fails the same way each time.
  if (!(error instanceof PointCheckoutError)) return false;
  if (!error.retryable) return false;
  const retryAfterMs = error.retryAfterMs ?? 0;
  // Asking earlier is pointless, and waiting delays the caller.
  if (retryAfterMs > longestRetryAfterMs) return false;
  // An attempt that is cut off at once only loads the vendor.
  return pauseMs + retryAfterMs < remainingMs;
}

/**
 * Never give it a POST: the vendor has no idempotency keys.
 * @param attempt gets the ms that it may take
 * @param backoffMs the first pause, to which up to the same is added at random; the second is four times it
 */
export async function retryRead<T>(
  attempt: (remainingMs: number) => Promise<T>,
  { deadlineMs, backoffMs = 150 }: { deadlineMs: number; backoffMs?: number | undefined },
): Promise<T> {
  const end = performance.now() + deadlineMs;
  return pRetry(() => attempt(end - performance.now()), {
    // The schedule retries what lasts longer.
    retries: 2,
    minTimeout: backoffMs,
    factor: backoffFactor,
    // Reads that failed together must not repeat together.
    randomize: true,
    shouldRetry: async ({ error, attemptNumber }) => {
      const shortestPauseMs = backoffMs * backoffFactor ** (attemptNumber - 1);
      const remainingMs = end - performance.now();
      if (!shouldRetry(error, { remainingMs, pauseMs: 2 * shortestPauseMs })) return false;
      await sleep(Math.max(0, (error.retryAfterMs ?? 0) - shortestPauseMs));
      return true;
    },
  });
}

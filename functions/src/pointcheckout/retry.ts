import { setTimeout as sleep } from "node:timers/promises";

import pRetry from "p-retry";

import { PointCheckoutError } from "./errors.js";

const maxAttempts = 3;
const backoffFactor = 4;
const longestRetryAfterMs = 2000;

export interface RetryLimits {
  /** For all attempts and the pauses between them, in milliseconds. */
  deadlineMs: number;
  /** The first pause in milliseconds, before up to the same again is added at random; the second is four times it. */
  backoffMs?: number;
}

/** Where a read stands when an attempt has failed. */
export interface RetryState {
  /** Attempts made, the failed one included. */
  attempts: number;
  /** Milliseconds left for pauses and attempts. */
  remainingMs: number;
  /** The longest that the pause before the next attempt may take, in milliseconds, Retry-After not counted. */
  pauseMs: number;
}

/** Whether a failed read is worth another attempt within this call. Pure. */
export function shouldRetry(
  error: unknown,
  { attempts, remainingMs, pauseMs }: RetryState,
): error is PointCheckoutError {
  // A bug of ours fails the same way each time.
  if (!(error instanceof PointCheckoutError)) return false;
  // The vendor has decided, or somebody must repair something.
  if (!error.retryable) return false;
  // A hiccup is over by now; what lasts longer is the schedule's business, not that of a waiting caller.
  if (attempts >= maxAttempts) return false;
  const retryAfterMs = error.retryAfterMs ?? 0;
  // Asking earlier than Retry-After is pointless, and waiting for it delays the caller.
  if (retryAfterMs > longestRetryAfterMs) return false;
  // An attempt that must be cut off as soon as it begins only loads the vendor.
  return pauseMs + retryAfterMs < remainingMs;
}

/**
 * Makes a read a few times within seconds. Never give it a POST: the vendor has no idempotency keys.
 *
 * @param attempt gets the milliseconds that it may take
 * @throws what the last attempt threw
 */
export async function retryRead<T>(
  attempt: (remainingMs: number) => Promise<T>,
  { deadlineMs, backoffMs = 150 }: RetryLimits,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  return pRetry(() => attempt(end - performance.now()), {
    retries: maxAttempts - 1,
    minTimeout: backoffMs,
    factor: backoffFactor,
    // Orders that failed together must not come back together.
    randomize: true,
    shouldRetry: async ({ error, attemptNumber }) => {
      const shortestPauseMs = backoffMs * backoffFactor ** (attemptNumber - 1);
      const state = {
        attempts: attemptNumber,
        remainingMs: end - performance.now(),
        pauseMs: 2 * shortestPauseMs,
      };
      if (!shouldRetry(error, state)) return false;
      await sleep(Math.max(0, (error.retryAfterMs ?? 0) - shortestPauseMs));
      return true;
    },
  });
}

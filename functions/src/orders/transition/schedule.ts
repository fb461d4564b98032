import { addMilliseconds, earliest, type Instant, isDue } from "../../shared/instant.js";
import { type Attempt, hasUnknownStatus, isUnapplied } from "../model/attempt.js";
import { hasBeenPaid, isTerminalUnpaid } from "../model/order-status.js";
import { AGREEMENT_MS } from "./classify.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Rare, because the vendor's notification is the normal way. */
const OPEN_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR];
/** At once, then more rarely while the vendor refuses. */
const CANCEL_BACKOFF = [0, ...OPEN_BACKOFF.slice(1)];
const ANOMALY_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY];
/** The notification may arrive before the vendor's own replica has the change. */
const FOLLOW_UPS = [15 * SECOND, MINUTE, 5 * MINUTE];
export const FIRST_CHECK = MINUTE;
/** The vendor may need this long to mark a link as expired. */
const EXPIRY_GRACE = 30 * SECOND;
/** Two observations overtook each other; the next read decides. */
export const CONFLICT_RECHECK = 15 * SECOND;
const RETRYABLE_BACKOFF = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];
/** After a repaired key or host, orders recover within a quarter of an hour. */
const FINAL_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE];

/** Delay number `count`, from 0, of delays that ascend; the last one repeats. */
const step = (delays: readonly number[], count: number): number => Math.max(...delays.slice(0, count + 1));

/** When to read an attempt again after it was observed at `at`; null: no more (the audit covers later refunds). */
export function nextCheck(attempt: Attempt, at: Instant, options: { cancelDue: boolean }): Instant | null {
  const inMs = (ms: number): Instant => addMilliseconds(at, ms);
  const followUp = attempt.followUp > 0 ? inMs(step(FOLLOW_UPS, attempt.followUp - 1)) : null;
  const agreement = attempt.decrease ? addMilliseconds(attempt.decrease.since, AGREEMENT_MS) : null;
  const suspect = inMs(step(ANOMALY_BACKOFF, attempt.unchanged));
  return earliest([
    followUp,
    agreement && (isDue(agreement, at) ? suspect : agreement),
    attempt.anomaly && suspect,
    options.cancelDue ? inMs(step(CANCEL_BACKOFF, attempt.unchanged)) : regularCheck(attempt, at),
  ]);
}

function regularCheck(attempt: Attempt, at: Instant): Instant | null {
  // Somebody may correct the order's amount.
  if (isUnapplied(attempt)) return addMilliseconds(at, DAY);
  if (hasBeenPaid(attempt.status) || isTerminalUnpaid(attempt.status)) {
    return hasUnknownStatus(attempt) ? addMilliseconds(at, DAY) : null;
  }
  const delay = attempt.status === "PENDING" ? step(OPEN_BACKOFF, attempt.unchanged) : DAY;
  const regular = addMilliseconds(at, delay);
  const pastExpiry = addMilliseconds(attempt.expiresAt, EXPIRY_GRACE);
  return isDue(pastExpiry, at) ? regular : earliest([regular, pastExpiry]);
}

/** The longest pause that is scheduled between two reads of an attempt that is still looked at; ms. */
export const longestPauseMs = ({ status, anomaly }: Pick<Attempt, "status" | "anomaly">): number =>
  status === "PENDING" && !anomaly ? Math.max(...OPEN_BACKOFF) : DAY;

/** @param failure `failures` in a row, this one included; `isLasting`: nobody has repaired it for a day */
export function nextAttemptAfterFailure(
  at: Instant,
  failure: { retryable: boolean; retryAfterMs: number | undefined; failures: number; isLasting: boolean },
): Instant {
  const { retryable, retryAfterMs = 0, failures, isLasting } = failure;
  if (isLasting) return addMilliseconds(at, DAY);
  if (!retryable) return addMilliseconds(at, step(FINAL_BACKOFF, failures - 1));
  return addMilliseconds(at, Math.max(step(RETRYABLE_BACKOFF, failures - 1), retryAfterMs));
}

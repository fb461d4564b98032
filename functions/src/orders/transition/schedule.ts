import { normaliseStatus } from "../../pointcheckout/responses.js";
import { addMilliseconds, compareInstants, earliest, type Instant } from "../../shared/instant.js";
import { type Attempt, hasBeenPaid, isTerminalUnpaid, isUnapplied } from "../model/attempt.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An open link is looked at soon, then ever more rarely: the vendor's notification is the normal way. */
const OPEN_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR];
/** An observation that breaks a law is looked at again in case the vendor corrects itself. */
const ANOMALY_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY];
/** The vendor's notification may outrun its own replica: what it announced may only be readable a little later. */
export const FOLLOW_UPS = [15 * SECOND, MINUTE, 5 * MINUTE];
/** Until the first notification or look at a new link. */
export const FIRST_CHECK = MINUTE;
/** How long past its expiry a link is given to be marked as expired by the vendor. */
const EXPIRY_GRACE = 30 * SECOND;
/** Two observations disagreed about which is newer; the next one decides. */
export const CONFLICT_RECHECK = 15 * SECOND;
const RETRYABLE_BACKOFF = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];
/** A repaired key or host heals without a human touching orders, a quarter of an hour later at most. */
const FINAL_BACKOFF = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE];

const step = (delays: readonly number[], count: number): number =>
  delays[Math.min(count, delays.length - 1)] ?? DAY;

/**
 * When to look at an attempt again, after it was observed at `at`. `null`: nothing more is expected (the audit covers
 * later refunds and chargebacks).
 */
export function nextCheck(attempt: Attempt, at: Instant, options: { cancelDue: boolean }): Instant | null {
  const inMs = (ms: number): Instant => addMilliseconds(at, ms);
  const followUp = attempt.followUp > 0 ? inMs(step(FOLLOW_UPS, attempt.followUp - 1)) : null;
  const agreement = attempt.decrease ? addMilliseconds(attempt.decrease.since, 10 * MINUTE) : null;
  const suspect = attempt.anomaly ? inMs(step(ANOMALY_BACKOFF, attempt.unchanged)) : null;
  return earliest([
    followUp,
    agreement &&
      (compareInstants(agreement, at) > 0 ? agreement : inMs(step(ANOMALY_BACKOFF, attempt.unchanged))),
    suspect,
    options.cancelDue ? cancelCheck(attempt, at) : regularCheck(attempt, at),
  ]);
}

/** A link that must not be paid is taken back at once; a vendor that refuses is asked ever more rarely. */
function cancelCheck({ unchanged }: Attempt, at: Instant): Instant {
  return unchanged === 0 ? at : addMilliseconds(at, step(OPEN_BACKOFF, unchanged));
}

function regularCheck(attempt: Attempt, at: Instant): Instant | null {
  // Somebody may put the order's amount right: then it is paid.
  if (isUnapplied(attempt)) return addMilliseconds(at, DAY);
  if (hasBeenPaid(attempt.status) || isTerminalUnpaid(attempt.status)) {
    // Settled, but the vendor's last status is unknown to us.
    const unknown = attempt.providerStatus !== "" && normaliseStatus(attempt.providerStatus) === null;
    return unknown ? addMilliseconds(at, DAY) : null;
  }
  const delay = attempt.status === "PENDING" ? step(OPEN_BACKOFF, attempt.unchanged) : DAY;
  const regular = addMilliseconds(at, delay);
  const pastExpiry = addMilliseconds(attempt.expiresAt, EXPIRY_GRACE);
  return compareInstants(pastExpiry, at) > 0 ? earliest([regular, pastExpiry]) : regular;
}

/** When to ask again after the vendor could not be read: `failures` in a row so far, this one included. */
export function nextAttemptAfterFailure(
  at: Instant,
  failure: { retryable: boolean; retryAfterMs: number | undefined; failures: number },
): Instant {
  const { retryable, retryAfterMs = 0, failures } = failure;
  if (!retryable) return addMilliseconds(at, step(FINAL_BACKOFF, failures - 1));
  return addMilliseconds(at, Math.max(step(RETRYABLE_BACKOFF, failures - 1), retryAfterMs));
}

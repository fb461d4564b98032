import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import type { RefundLock, RefundRecordPatch } from "../model/refund.js";

/** How long an unchanged total is re-read before a refund counts as unknown; ms. */
export const REFUND_WINDOW_MS = 10 * 60_000;
/** When a refund that is asked for is first looked after by the sweep; ms. */
export const REFUND_FIRST_CHECK_MS = 60_000;
const SHORTEST_RECHECK_MS = 60_000;

/** What one observation shows of a checkout: `totalMinor` is null when it does not say, or is not to be trusted. */
export type RefundSeen = { checkoutId: CheckoutId; totalMinor: number | null; at: Instant };

export type RefundSettlement = {
  /** The lock as it stands now; null: free for the next refund. */
  refund: RefundLock | null;
  /** What has become of the refund, where that is outcome. */
  outcome: "done" | "refused" | "unknown" | "problem" | null;
};

/**
 * What an observation makes of the unsettled refund. Pure. The total before plus the amount: done. The total before,
 * until the window has passed: unknown, because the answer may have been lost before or after the deed. Any other
 * total: a problem, because somebody else has also refunded. A refund of the same amount, made in the vendor's portal at the
 * same time, looks like ours.
 */
export function settleRefund(lock: RefundLock, seen: RefundSeen): RefundSettlement {
  if (seen.checkoutId !== lock.checkoutId) return { refund: lock, outcome: null };
  const { totalMinor, at } = seen;
  if (totalMinor === lock.totalBeforeMinor + lock.amountMinor) return { refund: null, outcome: "done" };
  if (totalMinor !== null && totalMinor !== lock.totalBeforeMinor) return stay(lock, "problem");
  if (lock.state !== "asked") return { refund: lock, outcome: null };
  if (compareInstants(at, lock.until) < 0) {
    return { refund: { ...lock, nextCheckAt: recheck(lock.until, at) }, outcome: null };
  }
  if (lock.refused && totalMinor !== null) return { refund: null, outcome: "refused" };
  return stay(lock, "unknown");
}

/** What the settlement writes of the refund's record. */
export function settledRecord(
  { referenceId }: RefundLock,
  outcome: NonNullable<RefundSettlement["outcome"]>,
  { totalMinor, at }: RefundSeen,
): RefundRecordPatch {
  return { referenceId, state: outcome, totalAfterMinor: totalMinor, settledAt: at };
}

function stay(lock: RefundLock, state: "unknown" | "problem"): RefundSettlement {
  return { refund: { ...lock, state, nextCheckAt: null }, outcome: lock.state === state ? null : state };
}

/** Ever more rarely towards the window's end, and at its end. */
function recheck(until: Instant, at: Instant): Instant {
  const left = millisecondsBetween(at, until);
  const half = Math.max(SHORTEST_RECHECK_MS, Math.floor(left / 3));
  return half >= left ? until : addMilliseconds(at, half);
}

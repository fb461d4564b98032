import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import type { RefundLock } from "../model/refund.js";

/** After this time, an unchanged total means that the refund is unknown; ms. */
export const REFUND_WINDOW_MS = 10 * 60_000;
export const REFUND_FIRST_CHECK_MS = 60_000;
const SHORTEST_RECHECK_MS = 60_000;

/** `totalMinor`: null when the answer states none, or is not trusted. */
type RefundSeen = { checkoutId: CheckoutId; totalMinor: number | null; at: Instant };

type RefundSettlement = {
  /** Null: the next refund may begin. */
  refund: RefundLock | null;
  settled: "done" | "refused" | "unknown" | "problem" | null;
};

/**
 * What an observation means for the unsettled refund. Pure. Total before plus amount: done. Total before, after the
 * window: unknown, because the request may have been lost on either way. Any other total: a problem, because somebody
 * else refunded too. An equal refund made in the portal at the same time looks like ours.
 */
export function settleRefund(lock: RefundLock, seen: RefundSeen): RefundSettlement {
  if (seen.checkoutId !== lock.checkoutId) return { refund: lock, settled: null };
  const { totalMinor, at } = seen;
  if (totalMinor === lock.totalBeforeMinor + lock.amountMinor) return { refund: null, settled: "done" };
  if (totalMinor !== null && totalMinor !== lock.totalBeforeMinor) return stay(lock, "problem");
  if (lock.state !== "asked") return { refund: lock, settled: null };
  if (compareInstants(at, lock.until) < 0) {
    return { refund: { ...lock, nextCheckAt: recheck(lock.until, at) }, settled: null };
  }
  if (lock.refused && totalMinor !== null) return { refund: null, settled: "refused" };
  return stay(lock, "unknown");
}

function stay(lock: RefundLock, state: "unknown" | "problem"): RefundSettlement {
  return { refund: { ...lock, state, nextCheckAt: null }, settled: lock.state === state ? null : state };
}

function recheck(until: Instant, at: Instant): Instant {
  const left = millisecondsBetween(at, until);
  const delay = Math.max(SHORTEST_RECHECK_MS, Math.floor(left / 3));
  return delay >= left ? until : addMilliseconds(at, delay);
}

import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import type { RefundLock } from "../model/refund.js";
import { FIRST_CHECK } from "./schedule.js";

/** After this time, an unchanged total means that the refund is unknown; ms. */
export const REFUND_WINDOW_MS = 10 * 60_000;

/**
 * What an observation makes of the unsettled refund: its lock, or how it ended, so that the next one may begin. Pure.
 * Total before plus amount: done. Total before, after the window: unknown, because the request may have been lost on
 * either way. Any other total: a problem, because somebody else refunded too. An equal refund made in the portal at the
 * same time looks like ours.
 * @param totalMinor of the refund's checkout; null when the answer states none, or is not trusted
 */
export function settleRefund(
  lock: RefundLock,
  totalMinor: number | null,
  at: Instant,
): RefundLock | "done" | "refused" {
  if (totalMinor === lock.totalBeforeMinor + lock.amountMinor) return "done";
  if (totalMinor !== null && totalMinor !== lock.totalBeforeMinor)
    return { ...lock, state: "problem", nextCheckAt: null };
  if (lock.state !== "asked") return lock;
  if (compareInstants(at, lock.until) < 0) return { ...lock, nextCheckAt: recheck(lock.until, at) };
  if (lock.refused && totalMinor !== null) return "refused";
  return { ...lock, state: "unknown", nextCheckAt: null };
}

function recheck(until: Instant, at: Instant): Instant {
  const left = millisecondsBetween(at, until);
  const delay = Math.max(FIRST_CHECK, Math.floor(left / 3));
  return delay >= left ? until : addMilliseconds(at, delay);
}

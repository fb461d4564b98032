import { listAttempts, type Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { addMilliseconds, type Instant, isDue } from "../shared/instant.js";

/** How late the sweep may look after an order before somebody should know; ms. */
export const LATE_MS = 15 * 60_000;
/** The reads in a row that fail within about twenty minutes. */
export const MANY_FAILURES = 6;

/** Why an order that is due does not get on, or null when it does. */
export type StuckReason = "late" | "unreadable_vendor" | "creation_unsettled";

/** Judges an order that the sweep finds due at `now`. */
export function stuckReason(order: Order, now: Instant): StuckReason | null {
  const before = addMilliseconds(now, -LATE_MS);
  if (isDue(leasedRequest(order)?.lease?.until, before)) return "creation_unsettled";
  if (listAttempts(order).some(([, { failures }]) => failures >= MANY_FAILURES)) return "unreadable_vendor";
  return isDue(order.nextCheckAt, before) ? "late" : null;
}

import { listAttempts, type Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { addMilliseconds, type Instant, isDue } from "../shared/instant.js";

const LATE_MS = 15 * 60_000;
const MANY_FAILURES = 6;

/** Why an order that is due at `now` makes no progress; null when it does. */
export function stuckReason(order: Order, now: Instant) {
  const before = addMilliseconds(now, -LATE_MS);
  if (isDue(leasedRequest(order)?.lease?.until, before)) return "creation_unsettled";
  if (listAttempts(order).some(([, { failures }]) => failures >= MANY_FAILURES)) return "unreadable_vendor";
  return isDue(order.nextCheckAt, before) ? "late" : null;
}

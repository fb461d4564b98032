import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { normaliseStatus } from "../pointcheckout/responses.js";

/**
 * Whether the announcement that a checkout is PENDING needs a read of the checkout. It does not in two cases:
 *
 * - The vendor's last answer about it said PENDING, and nothing has been odd since. Then a look would either find the
 *   same, or what is announced by itself: an announcement of PENDING that is late, doubled or overtaken tells of nothing
 *   that happened after it.
 * - The order's link is being made. Who holds the lease records the link with its status, and who resumes a lease that
 *   was left behind searches for it.
 *
 * A link that we know as ended or authorised may have been opened again, so PENDING is news there. So it is while a
 * request is unanswered and nobody holds a lease: the search is to be hastened.
 */
export function isPendingRelevant(order: Order, checkoutId: CheckoutId): boolean {
  const attempt = order.attempts[checkoutId];
  if (!attempt) return leasedRequest(order) === null;
  const { status, providerStatus, anomaly, failedAt } = attempt;
  const isKnown = status === "PENDING" && normaliseStatus(providerStatus) === "PENDING";
  return !isKnown || anomaly !== null || failedAt !== null;
}

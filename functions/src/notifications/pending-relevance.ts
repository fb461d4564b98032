import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { normaliseStatus } from "../pointcheckout/responses.js";

/**
 * Whether a notification that a checkout is PENDING needs a read. It does not if the vendor's last answer said PENDING
 * and nothing is odd since, or if the order's link is being made: the lease's holder records its status.
 * It does if we know the link as ended or authorised (the vendor may have opened it again), or if an unanswered request
 * has no lease (the search is due now).
 */
export function isPendingRelevant(order: Order, checkoutId: CheckoutId): boolean {
  const attempt = order.attempts[checkoutId];
  if (!attempt) return leasedRequest(order) === null;
  const { status, providerStatus, anomaly, failedAt } = attempt;
  const isKnown = status === "PENDING" && normaliseStatus(providerStatus) === "PENDING";
  return !isKnown || anomaly !== null || failedAt !== null;
}

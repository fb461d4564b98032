import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { type Operator, operationFact } from "../model/operation.js";
import { OrderError } from "../model/order-error.js";
import { lookUp } from "../reconcile/look-up.js";
import type { ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderSnapshot } from "../store/order-store.js";
import { type CancellationAnswer, checkCancelled, planCancellation } from "./plan-cancellation.js";
import type { RefreshedOrder } from "./refresh-order.js";

export type CancelDependencies = ReconcileDependencies & {
  pointcheckout: Pick<PointCheckoutClient, "cancelCheckout">;
};

/**
 * Cancels an order's payment link. Safe to repeat and in parallel: whatever the vendor answers, the read that follows
 * decides.
 * @throws OrderError see {@link planCancellation} and {@link checkCancelled}
 */
export async function cancelLink(
  deps: CancelDependencies,
  orderId: string,
  operator: Operator,
): Promise<RefreshedOrder> {
  const before = await deps.orders.read(orderId);
  const { checkoutId } = planCancellation(before.order);
  const isAsked = await recordCancellation(deps, before, checkoutId, operator);
  const answer = isAsked ? await askToCancel(deps, orderId, checkoutId) : "not-asked";
  const { order, isSeen } = await lookUp(deps, orderId, checkoutId);
  checkCancelled(order, checkoutId, { answer, isSeen });
  return { orderId, status: order.status, problem: order.problem, isFresh: isSeen };
}

/** False when the link has ended meanwhile. */
async function recordCancellation(
  { orders }: CancelDependencies,
  before: OrderSnapshot,
  checkoutId: CheckoutId,
  operator: Operator,
): Promise<boolean> {
  const { isWritten } = await changeOrder(orders, before, ({ order, readTime: at }) => {
    const step = planCancellation(order);
    if (order === null || step.kind === "look") return null;
    if (step.checkoutId !== checkoutId) {
      throw new OrderError("aborted", "This order has got another payment link meanwhile. Call again.");
    }
    const facts = [operationFact("operation.cancel", operator, { checkoutId })];
    return { patch: {}, cause: { at, source: "operator" }, facts };
  });
  return isWritten;
}

async function askToCancel(
  { pointcheckout, log }: CancelDependencies,
  orderId: string,
  checkoutId: CheckoutId,
): Promise<CancellationAnswer> {
  try {
    await pointcheckout.cancelCheckout(checkoutId);
    return "accepted";
  } catch (error) {
    if (!(error instanceof PointCheckoutError)) throw error;
    log.warn("link.not_cancelled", { orderId, checkoutId, reason: error.message });
    return error.ambiguous || error.retryable ? "lost" : "refused";
  }
}

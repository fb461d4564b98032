import { isResolvedAs } from "../model/attempt.js";
import { listAttempts, type Order } from "../model/order.js";
import { NO_SUCH_ORDER, OrderError } from "../model/order-error.js";
import { lookUp } from "../reconcile/look-up.js";
import { changeOrder } from "../store/change-order.js";
import { planResolution, type ResolutionCommand, unappliedPayments } from "./plan-resolution.js";
import type { RefreshedOrder } from "./refresh-order.js";
import { type RefundDependencies, refundPayment } from "./refund-payment.js";

export type ResolveDependencies = RefundDependencies;

export type ResolvedProblem = RefreshedOrder & {
  /** False when the problem is gone or decided already. */
  decided: boolean;
};

/**
 * Applies an administrator's decision about a problem. It writes no status: a read at the vendor moves the order. Safe
 * to repeat.
 * @throws OrderError see {@link planResolution}; `not-found`; `unavailable` when the read before a refund is settled
 * failed
 */
export async function resolveProblem(
  deps: ResolveDependencies,
  command: ResolutionCommand,
): Promise<ResolvedProblem> {
  const { orderId, decision } = command;
  const settlesRefund = decision === "refund_done" || decision === "refund_not_done";
  const seenBefore = settlesRefund && (await seeRefunded(deps, orderId));
  const snapshot = await deps.orders.read(orderId);
  const { isWritten } = await changeOrder(deps.orders, snapshot, ({ order, readTime }) => {
    if (!order) throw new OrderError("not-found", NO_SUCH_ORDER);
    return planResolution(order, command, readTime);
  });
  const seenAfter =
    (decision === "follow_vendor" && (await followVendor(deps, orderId))) ||
    (decision === "refund_payment" && (await refundUnapplied(deps, command)));
  const order = await present(deps, orderId);
  return {
    orderId,
    status: order.status,
    problem: order.problem,
    isFresh: seenBefore || seenAfter,
    decided: isWritten,
  };
}

/** The refund may have become clear by itself. */
async function seeRefunded(deps: ResolveDependencies, orderId: string): Promise<boolean> {
  const { refund } = await present(deps, orderId);
  if (!refund) return false;
  const { isSeen } = await lookUp(deps, orderId, refund.checkoutId);
  if (isSeen) return true;
  throw new OrderError(
    "unavailable",
    "PointCheckout cannot be read at the moment. Nothing was decided. Call again.",
  );
}

/** The sweep reads them if this call cannot. */
async function followVendor(deps: ResolveDependencies, orderId: string): Promise<boolean> {
  let isFresh = true;
  for (const [checkoutId, attempt] of listAttempts(await present(deps, orderId))) {
    const { anomaly } = attempt;
    if (!anomaly || !isResolvedAs(attempt, "follow_vendor", anomaly)) continue;
    const { isSeen } = await lookUp(deps, orderId, checkoutId);
    isFresh &&= isSeen;
  }
  return isFresh;
}

/** Repeatable: the checkout id makes the reference. */
async function refundUnapplied(deps: ResolveDependencies, command: ResolutionCommand): Promise<boolean> {
  const { orderId, note: reason, uid } = command;
  const astray = unappliedPayments(await present(deps, orderId));
  for (const checkoutId of astray) {
    const referenceId = `amount-differs-${checkoutId}`;
    const by = { uid, admin: true };
    await refundPayment(deps, { orderId, checkoutId, referenceId, amount: null, reason, confirm: false, by });
  }
  return astray.length > 0;
}

async function present({ orders }: ResolveDependencies, orderId: string): Promise<Order> {
  const { order } = await orders.read(orderId);
  if (!order) throw new OrderError("not-found", NO_SUCH_ORDER);
  return order;
}

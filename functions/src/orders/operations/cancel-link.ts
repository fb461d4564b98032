import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { failureOf } from "../../pointcheckout/errors.js";
import type { ProviderStatus } from "../../pointcheckout/responses.js";
import { type Attempt, isPaid } from "../model/attempt.js";
import { listAttempts, type Order, presentAttempt, refuseStatus, requireOrder } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { Operator } from "../model/order-event.js";
import { hasBeenPaid, isCancellable, isOpen, isTerminalUnpaid } from "../model/order-status.js";
import { leasedRequest } from "../model/request.js";
import { lookUp, type ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import type { CancelInput } from "./operation-input.js";
import { operationOnCheckout } from "./operation-on-checkout.js";
import { answerFor } from "./refresh-order.js";

type CancelDependencies = ReconcileDependencies & {
  pointcheckout: Pick<PointCheckoutClient, "cancelCheckout">;
};

/** Safe to repeat and in parallel: whatever the vendor answers, the read that follows decides. @throws OrderError */
export async function cancelLink(deps: CancelDependencies, input: CancelInput, { uid }: Operator) {
  const { orderId, reason } = input;
  const before = await deps.orders.read(orderId);
  const { checkoutId } = planCancellation(requireOrder(before.order));
  const { isWritten } = await changeOrder(deps.orders, before, ({ order, readTime }) => {
    const present = requireOrder(order);
    const step = planCancellation(present);
    if (step.kind === "look") return null;
    if (step.checkoutId !== checkoutId) throw linkReplaced();
    return operationOnCheckout(present, checkoutId, readTime, "operation.cancel", { uid, reason });
  });
  const answer = isWritten ? await askToCancel(deps, orderId, checkoutId) : "not-asked";
  const { order, isSeen } = await lookUp(deps, orderId, checkoutId);
  checkCancelled(order, checkoutId, { answer, isSeen });
  return answerFor(order, isSeen);
}

async function askToCancel(deps: CancelDependencies, orderId: string, checkoutId: CheckoutId) {
  const failure = await failureOf(deps.pointcheckout.cancelCheckout(checkoutId));
  if (!failure) return "accepted";
  deps.log.warn("link.not_cancelled", { orderId, checkoutId, reason: failure.message });
  return failure.ambiguous || failure.retryable ? "lost" : "refused";
}

/**
 * The present link, or an authorized one when the present one has ended. Pure.
 * @returns `look`: the link has ended, as far as we know
 * @throws OrderError `aborted` while a link is being made, `failed-precondition` when nothing can be cancelled
 */
export function planCancellation(order: Order): { kind: "cancel" | "look"; checkoutId: CheckoutId } {
  refuseWhileMade(order);
  if (isPaid(order)) throw notCancelled(order);
  const [checkoutId, present] = presentOrAuthorized(order);
  if (isTerminalUnpaid(present.status)) return { kind: "look", checkoutId };
  if (isCancellable(present.status)) return { kind: "cancel", checkoutId };
  throw linkNotCancelled(present.status);
}

function presentOrAuthorized(order: Order): [CheckoutId, Attempt] {
  const present = presentAttempt(order);
  const authorized = listAttempts(order).find(([, { status }]) => status === "AUTHORIZED");
  if (authorized && (!present || isTerminalUnpaid(present[1].status))) return authorized;
  if (present) return present;
  throw refuseStatus(order, `This order is ${order.status}: it has no payment link.`);
}

export type CancellationAnswer = "accepted" | "refused" | "lost" | "not-asked";

/**
 * Returns when the link has ended, or the vendor promised it. Pure.
 * @param isSeen a read that began after the request was stored
 * @throws OrderError `failed-precondition`; `unavailable` when the link may still be open; `aborted` when there is, or
 * may be, another one
 */
export function checkCancelled(
  order: Order,
  checkoutId: CheckoutId,
  { answer, isSeen }: { answer: CancellationAnswer; isSeen: boolean },
): void {
  const status = order.attempts[checkoutId]?.status;
  if (isPaid(order)) throw notCancelled(order);
  if (status && hasBeenPaid(status)) throw linkNotCancelled(status);
  const isEnded = status ? isTerminalUnpaid(status) : false;
  if (isEnded || (!isSeen && answer === "accepted")) {
    refuseWhileMade(order);
    const [presentId, present] = presentAttempt(order) ?? [];
    if (present && presentId !== checkoutId && isOpen(present.status)) throw linkReplaced();
    if (order.requests.every(({ searchAt }) => searchAt === null)) return;
    const message =
      "This order's link has ended, but one whose answer was lost is still searched for. Call again in a few minutes.";
    throw new OrderError("aborted", message);
  }
  if (isSeen && answer === "refused") throw notCancelled(order);
  throw refuseStatus(
    order,
    `PointCheckout has not confirmed that the link is cancelled; the order is ${order.status}. Call again.`,
    "unavailable",
  );
}

function refuseWhileMade(order: Order): void {
  if (!leasedRequest(order)) return;
  throw new OrderError("aborted", "This order's link is being made. Call again in a few seconds.");
}

const linkReplaced = (): OrderError =>
  new OrderError("aborted", "This order has got another payment link meanwhile. Call again.");

const notCancelled = (order: Order): OrderError =>
  refuseStatus(order, `This order is ${order.status}: its payment link cannot be cancelled.`);

/** Money for another amount leaves the order PENDING. */
const linkNotCancelled = (status: ProviderStatus): OrderError =>
  refuseStatus({ status }, `This order's link is ${status}: it cannot be cancelled.`);

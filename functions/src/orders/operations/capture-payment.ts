import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { CheckoutStore } from "../../checkouts/checkout-store.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { type PaymentId, parsePaymentId } from "../../pointcheckout/payment-id.js";
import type { RemotePayment } from "../../pointcheckout/responses.js";
import { isPaying } from "../model/attempt.js";
import { type Operator, operationWrite } from "../model/operation.js";
import { listAttempts, type Order, requireOrder } from "../model/order.js";
import { OrderError, refuse } from "../model/order-error.js";
import { lookUp } from "../reconcile/look-up.js";
import type { ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import { differingField } from "../transition/classify.js";
import { readNow } from "./vendor-failure.js";

export type CaptureCommand = { orderId: string; paymentId: PaymentId | null; by: Operator };

export type CaptureDependencies = ReconcileDependencies & {
  checkouts: Pick<CheckoutStore, "read">;
  pointcheckout: Pick<PointCheckoutClient, "getPayment" | "capturePayment">;
};

/** The order as the vendor reports it after the capture. */
export type CaptureAnswer = {
  orderId: string;
  checkoutId: CheckoutId;
  status: Order["status"];
  problem: Order["problem"];
};

const WHERE_TO_FIND =
  "Open the payment in PointCheckout's merchant portal, copy the id of the payment (not of the checkout), and give it as paymentId.";

/**
 * Captures the order's authorized payment. Safe to repeat: the vendor is read first, and an earlier capture is a
 * success.
 * @throws OrderError
 */
export async function capturePayment(
  deps: CaptureDependencies,
  command: CaptureCommand,
): Promise<CaptureAnswer> {
  const { orderId } = command;
  const order = requireOrder((await deps.orders.read(orderId)).order);
  const checkoutId = chooseAuthorized(order);
  const remote = await readNow(() => deps.pointcheckout.getCheckout(checkoutId));
  const attempt = order.attempts[checkoutId];
  const differs = attempt && differingField({ orderId, checkoutId, attempt, remote });
  if (differs || remote.status !== "AUTHORIZED") {
    const now = await seen(deps, orderId, checkoutId);
    if (!differs && remote.status === "PAID" && now.status === "PAID") return now;
    throw refuse(
      `The payment is ${remote.providerStatus}${differs ? ` and differs in ${differs}` : ""}: not captured.`,
    );
  }
  const { paymentId, payment } = await findPayment(deps, order, checkoutId, command.paymentId);
  if (payment.status !== null && payment.status !== "AUTHORIZED") {
    const now = await seen(deps, orderId, checkoutId);
    if (payment.status === "CAPTURED" && now.status === "PAID") return now;
    throw refuse(`Payment ${paymentId} is ${payment.status}: only an AUTHORIZED payment can be captured.`);
  }
  await changeOrder(deps.orders, await deps.orders.read(orderId), ({ order: present, readTime }) =>
    present?.attempts[checkoutId]?.status === "AUTHORIZED"
      ? operationWrite(readTime, "operation.capture", command.by, { checkoutId, detail: paymentId })
      : null,
  );
  return send(deps, orderId, checkoutId, paymentId);
}

/** The authorized checkout, or the captured one. */
function chooseAuthorized(order: Order): CheckoutId {
  const attempts = listAttempts(order);
  if (attempts.some(([, attempt]) => isPaying(attempt)) && order.status !== "PAID") {
    throw refuse(`The order is ${order.status}: there is nothing to capture.`);
  }
  const wanted = order.status === "PAID" ? "PAID" : "AUTHORIZED";
  const found = attempts.filter(([, { status, surplus }]) => status === wanted && !surplus);
  const [only] = found;
  if (only && (found.length === 1 || wanted === "PAID")) return only[0];
  if (only)
    throw refuse("Several payments of the order are authorized. Cancel all but one at the vendor first.");
  throw refuse(`The order is ${order.status}: only an authorized payment can be captured.`);
}

async function findPayment(
  { checkouts, pointcheckout }: CaptureDependencies,
  order: Order,
  checkoutId: CheckoutId,
  given: PaymentId | null,
): Promise<{ paymentId: PaymentId; payment: RemotePayment }> {
  const candidate = given ?? parsePaymentId((await checkouts.read(checkoutId))?.referenceId);
  if (!candidate) throw refuse(`No notification has named the payment's id. ${WHERE_TO_FIND}`);
  const payment = await readNow(async () => {
    try {
      return await pointcheckout.getPayment(candidate);
    } catch (error) {
      if (!(error instanceof PointCheckoutError && isUnknown(error))) throw error;
      throw refuse(`PointCheckout knows no payment ${candidate}. ${WHERE_TO_FIND}`);
    }
  });
  // An order has several checkouts, so its order id alone does not identify one.
  if (payment.checkoutId === null && payment.requestId === null) {
    throw refuse(
      `PointCheckout does not say which checkout payment ${candidate} belongs to, so nothing was captured. Capture it in PointCheckout's merchant portal.`,
    );
  }
  const { orderId } = order;
  const attempt = order.attempts[checkoutId];
  const remote = { ...payment, id: payment.checkoutId ?? checkoutId };
  const differs = attempt ? differingField({ orderId, checkoutId, attempt, remote }) : "id";
  if (differs) {
    const field = differs === "id" ? "checkoutId" : differs;
    throw refuse(`Payment ${candidate} is not this order's: its ${field} differs. ${WHERE_TO_FIND}`);
  }
  return { paymentId: candidate, payment };
}

const isUnknown = ({ kind }: PointCheckoutError): boolean => kind === "rejected" || kind === "not_found";

async function send(
  deps: CaptureDependencies,
  orderId: string,
  checkoutId: CheckoutId,
  paymentId: PaymentId,
): Promise<CaptureAnswer> {
  let failure: PointCheckoutError | null = null;
  try {
    await deps.pointcheckout.capturePayment(paymentId);
    deps.log.info("capture.accepted", { orderId, checkoutId });
  } catch (error) {
    if (!(error instanceof PointCheckoutError)) throw error;
    deps.log.warn("capture.not_accepted", { orderId, checkoutId, reason: error.message });
    failure = error;
  }
  const now = await seen(deps, orderId, checkoutId);
  if (!failure || now.status === "PAID") return now;
  if (failure.ambiguous || failure.retryable) {
    const message =
      "The answer to the capture was lost. Call again: PointCheckout is read before anything is sent.";
    throw new OrderError("unavailable", message, undefined, { cause: failure });
  }
  throw refuse(`PointCheckout refused the capture: ${failure.vendorMessage ?? failure.kind}`);
}

async function seen(
  deps: CaptureDependencies,
  orderId: string,
  checkoutId: CheckoutId,
): Promise<CaptureAnswer> {
  const { order } = await lookUp(deps, orderId, checkoutId);
  return { orderId, checkoutId, status: order.status, problem: order.problem };
}

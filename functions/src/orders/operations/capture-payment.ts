import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { CheckoutStore } from "../../checkouts/checkout-store.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { failureOf } from "../../pointcheckout/errors.js";
import { parsePaymentId } from "../../pointcheckout/payment-id.js";
import { toDecimalText } from "../../shared/money.js";
import { type Attempt, isPaid } from "../model/attempt.js";
import { listAttempts, type Order, requireOrder } from "../model/order.js";
import { OrderError, refuse } from "../model/order-error.js";
import type { Operator } from "../model/order-event.js";
import { amountOf, isSameAmount } from "../model/stored-content.js";
import { lookUp, type ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import { differingField } from "../transition/classify.js";
import type { CaptureInput } from "./operation-input.js";
import { operationOnCheckout } from "./operation-on-checkout.js";
import { readNow } from "./read-now.js";

type CaptureDependencies = ReconcileDependencies & {
  checkouts: Pick<CheckoutStore, "read">;
  pointcheckout: Pick<PointCheckoutClient, "getPayment" | "capturePayment">;
};

const WHERE_TO_FIND =
  "Open the payment in PointCheckout's merchant portal, copy the id of the payment (not of the checkout), and give it as paymentId.";

/** Safe to repeat: the vendor is read first, and an earlier capture is a success. @throws OrderError */
export async function capturePayment(deps: CaptureDependencies, input: CaptureInput, { uid }: Operator) {
  const { orders, pointcheckout, log } = deps;
  const { orderId, reason } = input;
  const order = requireOrder((await orders.read(orderId)).order);
  const [checkoutId, attempt] = chooseAuthorized(order);
  const refreshed = async () => {
    const { status, problem } = (await lookUp(deps, orderId, checkoutId)).order;
    return { orderId, checkoutId, status, problem };
  };
  const remote = await readNow(() => pointcheckout.getCheckout(checkoutId));
  const differs = differingField({ orderId, checkoutId, attempt, remote });
  if (differs || remote.status !== "AUTHORIZED") {
    const now = await refreshed();
    if (!differs && remote.status === "PAID" && now.status === "PAID") return now;
    throw refuse(
      `The payment is ${remote.providerStatus}${differs ? ` and differs in ${differs}` : ""}: not captured.`,
    );
  }
  const { paymentId, status } = await findPayment(deps, input, checkoutId, attempt);
  if (status !== null && status !== "AUTHORIZED") {
    const now = await refreshed();
    if (status === "CAPTURED" && now.status === "PAID") return now;
    throw refuse(`Payment ${paymentId} is ${status}: only an AUTHORIZED payment can be captured.`);
  }
  await changeOrder(orders, orderId, (snapshot) => {
    const present = requireOrder(snapshot.order);
    const [chosen, { status: known }] = chooseAuthorized(present);
    if (chosen !== checkoutId)
      throw refuse("Another link of the order was authorized or paid meanwhile: not captured.");
    if (known !== "AUTHORIZED") return null;
    const by = { uid, reason };
    return operationOnCheckout(present, checkoutId, snapshot.readTime, "operation.capture", by, paymentId);
  });
  const failure = await failureOf(pointcheckout.capturePayment(paymentId));
  if (failure) log.warn("capture.not_accepted", { orderId, checkoutId, reason: failure.message });
  else log.info("capture.accepted", { orderId, checkoutId });
  const now = await refreshed();
  if (!failure || now.status === "PAID") return now;
  if (failure.ambiguous || failure.retryable) {
    const message =
      "The answer to the capture was lost. Call again: PointCheckout is read before anything is sent.";
    throw new OrderError("unavailable", message, { cause: failure });
  }
  throw refuse(`PointCheckout refused the capture: ${failure.vendorMessage ?? failure.kind}`);
}

function chooseAuthorized(order: Order): [CheckoutId, Attempt] {
  if (isPaid(order) && order.status !== "PAID")
    throw refuse(`The order is ${order.status}: there is nothing to capture.`);
  const wanted = order.status === "PAID" ? "PAID" : "AUTHORIZED";
  const found = listAttempts(order).filter(([, { status, surplus }]) => status === wanted && !surplus);
  const [only] = found;
  if (!only) throw refuse(`The order is ${order.status}: only an authorized payment can be captured.`);
  if (wanted === "PAID") return only;
  if (found.length > 1)
    throw refuse("Several payments of the order are authorized. Cancel all but one at the vendor first.");
  const { amount } = only[1];
  if (isSameAmount(amount, amountOf(order.content))) return only;
  const held = `${toDecimalText(amount)} ${amount.currency}`;
  throw refuse(`${held} are authorized, which is not the order's amount: correct it, or cancel the link.`);
}

async function findPayment(
  { checkouts, pointcheckout }: CaptureDependencies,
  { orderId, paymentId: given }: CaptureInput,
  checkoutId: CheckoutId,
  attempt: Attempt,
) {
  const paymentId = given ?? parsePaymentId((await checkouts.read(checkoutId))?.referenceId);
  if (!paymentId) throw refuse(`No notification has named the payment's id. ${WHERE_TO_FIND}`);
  const payment = await readNow(
    () => pointcheckout.getPayment(paymentId),
    () => refuse(`PointCheckout knows no payment ${paymentId}. ${WHERE_TO_FIND}`),
  );
  // An order has several checkouts, so its order id alone does not identify one.
  if (payment.checkoutId === null && payment.requestId === null) {
    throw refuse(
      `PointCheckout does not say which checkout payment ${paymentId} belongs to, so nothing was captured. Capture it in PointCheckout's merchant portal.`,
    );
  }
  const remote = { ...payment, id: payment.checkoutId ?? checkoutId };
  const differs = differingField({ orderId, checkoutId, attempt, remote });
  if (differs) {
    const field = differs === "id" ? "checkoutId" : differs;
    throw refuse(`Payment ${paymentId} is not this order's: its ${field} differs. ${WHERE_TO_FIND}`);
  }
  return { paymentId, status: payment.status };
}

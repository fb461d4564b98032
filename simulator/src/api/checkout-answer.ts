import { LosslessNumber } from "lossless-json";
import { branchOf, customerId, vendorTime } from "../checkouts/answered-values.js";
import { type Change, type Checkout, currentState } from "../checkouts/checkout.js";
import type { CheckoutStatus } from "../checkouts/plan-move.js";
import type { JsonValue } from "../json.js";
import { decimalText } from "../money/decimal.js";
import type { SimulatorState, Spelling } from "../state.js";

type CheckoutAnswer = Readonly<Record<string, JsonValue>>;

/** A checkout as the vendor's API shows it. @param state another than the present for a stale answer */
export function checkoutAnswer(
  checkout: Checkout,
  { spelling, settings, linkOf }: SimulatorState,
  state: Change = currentState(checkout),
): CheckoutAnswer {
  const { order, firebase } = checkout;
  return {
    id: checkout.id,
    displayId: checkout.displayId,
    checkoutKey: checkout.checkoutKey,
    requestId: order.requestId,
    orderId: order.orderId,
    currency: order.currency,
    amount: new LosslessNumber(decimalText(order.amountMinor, order.exponent)),
    cashAmount: new LosslessNumber(settings.values.cashAmount),
    status: spellStatus(state.status, spelling),
    totalRefunded: new LosslessNumber(decimalText(state.totalRefundedMinor, order.exponent)),
    redirectUrl: linkOf(checkout),
    usedPaymentMethod: state.usedPaymentMethod && (spelling === "title" ? "Card" : state.usedPaymentMethod),
    customer: order.customer && { id: customerId(checkout), ...order.customer },
    billingAddress: addressAnswer(order.billingAddress),
    deliveryAddress: addressAnswer(order.deliveryAddress),
    subscriptionId: checkout.subscriptionId,
    firebaseDatabase: firebase.database,
    firebaseCollection: firebase.collection,
    firebaseDocument: firebase.document,
    timestamp: vendorTime(checkout.createdAt),
    branchId: branchOf(checkout).id.toString(),
    branchName: branchOf(checkout).name,
  };
}

function addressAnswer(address: Checkout["order"]["billingAddress"]): JsonValue {
  if (address === null) return null;
  const { email: _email, phone: _phone, ...answered } = address;
  return answered;
}

function spellStatus(status: string, spelling: Spelling): string {
  if (spelling === "upper") return status;
  return status.charAt(0) + status.slice(1).toLowerCase().replaceAll("_", " ");
}

const PAYMENT_STATUS: Record<CheckoutStatus, string> = {
  PENDING: "REDIRECT",
  AUTHORIZED: "AUTHORIZED",
  PENDING_CONFIRMATION: "REDIRECT",
  PAID: "CAPTURED",
  FAILED: "FAILED",
  CANCELLED: "VOIDED",
  EXPIRED: "VOIDED",
  REFUNDED: "REVERSED",
  PARTIALLY_REFUNDED: "PARTIALLY_REVERSED",
  CHARGEBACK: "CHARGEBACK",
};

export function paymentAnswer(checkout: Checkout, { spelling }: SimulatorState): CheckoutAnswer {
  const { id, displayId, order } = checkout;
  const { at, status } = currentState(checkout);
  return {
    id: checkout.paymentReference,
    currency: order.currency,
    amount: new LosslessNumber(decimalText(order.amountMinor, order.exponent)),
    status: spellStatus(PAYMENT_STATUS[status], spelling),
    checkoutDetails: { id, displayId, orderId: order.orderId, requestId: order.requestId },
    timestamp: vendorTime(at),
  };
}

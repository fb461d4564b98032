import { type Checkout, currentState } from "../checkouts/checkout.js";
import type { CheckoutStatus } from "../checkouts/checkout-status.js";
import { exactNumber, type JsonValue } from "../json.js";
import { decimalText } from "../money/decimal.js";
import type { SimulatorState } from "../state.js";
import { vendorTime } from "./answered-values.js";
import { spellStatus } from "./checkout-answer.js";

/** The payment's status, by the checkout's. */
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

export function paymentAnswer(
  checkout: Checkout,
  { spelling }: SimulatorState,
): { readonly [key: string]: JsonValue } {
  const { id, displayId, order } = checkout;
  const { at, status } = currentState(checkout);
  return {
    id: checkout.paymentReference,
    currency: order.currency,
    amount: exactNumber(decimalText(order.amountMinor, order.exponent)),
    status: spellStatus(PAYMENT_STATUS[status], spelling),
    checkoutDetails: { id, displayId, orderId: order.orderId, requestId: order.requestId },
    timestamp: vendorTime(at),
  };
}

import { type Change, type Checkout, currentState } from "../checkouts/checkout.js";
import { exactNumber, type JsonValue } from "../json.js";
import { decimalText } from "../money/decimal.js";
import type { SimulatorState, Spelling } from "../state.js";
import { branchOf, customerId, vendorTime } from "./answered-values.js";

export type CheckoutAnswer = Readonly<Record<string, JsonValue>>;

/**
 * A checkout as the vendor's API shows it.
 *
 * @param state what to show as true: the present, unless a stale answer is wanted
 */
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
    amount: exactNumber(decimalText(order.amountMinor, order.exponent)),
    cashAmount: exactNumber(settings.values.cashAmount),
    status: spellStatus(state.status, spelling),
    totalRefunded: exactNumber(decimalText(state.totalRefundedMinor, order.exponent)),
    redirectUrl: linkOf(checkout),
    usedPaymentMethod: spellMethod(state.usedPaymentMethod, spelling),
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

export function spellStatus(status: string, spelling: Spelling): string {
  if (spelling === "upper") return status;
  return status.charAt(0) + status.slice(1).toLowerCase().replaceAll("_", " ");
}

function spellMethod(method: "CARD" | null, spelling: Spelling): string | null {
  return method !== null && spelling === "title" ? "Card" : method;
}

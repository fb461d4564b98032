import { type Checkout, currentState } from "../checkouts/checkout.js";
import { exactNumber, type JsonValue } from "../json.js";
import { decimalText } from "../money/decimal.js";
import { type AnswerStyle, spellStatus, vendorTime } from "./checkout-answer.js";

/** A payment as the API shows it. The vendor documents no field of it: these are the least that would be of use. */
export function paymentAnswer(
  checkout: Checkout,
  { spelling }: AnswerStyle,
): { readonly [key: string]: JsonValue } {
  const { order } = checkout;
  const { at, status } = currentState(checkout);
  return {
    id: checkout.paymentReference,
    checkoutId: checkout.id,
    orderId: order.orderId,
    status: spellStatus(status, spelling),
    currency: order.currency,
    amount: exactNumber(decimalText(order.amountMinor, order.exponent)),
    timestamp: vendorTime(at),
  };
}

import type { Checkout } from "../checkouts/checkout.js";
import type { RefundWish } from "../checkouts/refund-request.js";
import { Refusal } from "../checkouts/refusal.js";
import { decimalOf, decimalToText, parseDecimal } from "../money/decimal.js";
import type { SimulatorState } from "../state.js";

const REFUNDABLE_MS = 90 * 86_400_000;

/**
 * The balance that a refund leaves; null where there is always enough.
 *
 * @throws {Refusal} when the payment is too old, or the balance too low
 */
export function balanceAfter(
  { clock, settings }: SimulatorState,
  { order, history }: Checkout,
  { amountMinor }: RefundWish,
): string | null {
  const paid = history.find(({ status }) => status === "PAID");
  if (paid !== undefined && clock.now() - paid.at > REFUNDABLE_MS) {
    throw new Refusal("The refund is not possible. It is more than 90 days since the payment.");
  }
  const balance = parseDecimal(settings.values.balance ?? "");
  if (balance === undefined) return null;
  const left = balance.minus(decimalOf(amountMinor, order.exponent));
  if (left.lt(0)) {
    throw new Refusal("The refund is not possible. The available balance is too low.");
  }
  return decimalToText(left, 0);
}

import type { Checkout } from "../checkouts/checkout.js";
import { Refusal } from "../checkouts/refusal.js";
import { decimalOf, decimalToText, minorUnitsOf, parseDecimal } from "../money/decimal.js";
import type { SimulatorState } from "../state.js";

const REFUNDABLE_MS = 90 * 86_400_000;

interface RefundWish {
  readonly amountMinor: bigint;
  readonly referenceId: string | undefined;
}

/** Reads the query parameters of a refund. @throws {Refusal} when one is missing or breaks a rule */
export function readRefund(query: URLSearchParams, { order }: Checkout): RefundWish {
  const required = (name: string) => {
    const value = query.get(name);
    if (!value) throw new Refusal(`${name} is required.`, name);
    return value;
  };
  const amount = parseDecimal(required("amount"));
  if (required("currency") !== order.currency) {
    throw new Refusal(`The checkout is in ${order.currency}, not in ${query.get("currency")}.`, "currency");
  }
  required("note");
  const amountMinor = amount && minorUnitsOf(amount, order.exponent);
  if (amountMinor === undefined || amountMinor <= 0n) {
    throw new Refusal(
      `amount must be a decimal number above 0 with at most ${order.exponent} decimals.`,
      "amount",
    );
  }
  return { amountMinor, referenceId: query.get("referenceId") || undefined };
}

export function isRepeated({ history }: Checkout, referenceId: string | undefined): boolean {
  return referenceId !== undefined && history.some((change) => change.referenceId === referenceId);
}

/** Null where there is always enough. @throws {Refusal} when the payment is too old or the balance too low */
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

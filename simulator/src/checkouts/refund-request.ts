import { minorUnitsOf, parseDecimal } from "../money/decimal.js";
import type { Checkout } from "./checkout.js";
import { Refusal } from "./refusal.js";

export interface RefundWish {
  readonly amountMinor: bigint;
  readonly referenceId: string | undefined;
}

/**
 * Reads the query parameters of a refund.
 *
 * @throws {Refusal} when one is missing or breaks a rule
 */
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

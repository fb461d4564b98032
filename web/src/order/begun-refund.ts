import type { Money, NumberedEvent, Order } from "pointcheckout-firebase-client";
import { forget, keep, readKept } from "../shared/kept.js";
import { toDecimal, toMinor } from "../shared/money.js";

/** A refund whose answer has not come. It is kept beside the page, because the page may be closed before it comes. */
export type BegunRefund = {
  referenceId: string;
  /** A decimal in major units. */
  amount: string;
  reason: string;
  checkoutId: string;
};

/** The reason that the functions keep of a refund of an order whose personal data was erased. */
const ERASED = "[erased]";

export type UnsettledRefund = BegunRefund & { money: Money };

/**
 * The refund of which it is not known yet whether it was made; null when there is none. It is repeated word for word,
 * because one reference stands for one amount and one reason.
 *
 * @param begun what this browser has kept
 */
export function unsettledRefund(
  { amount, payment: { refund: stored, attempts } }: Order,
  events: readonly NumberedEvent[],
  begun: BegunRefund | null,
): UnsettledRefund | null {
  const recorded = (referenceId: string) =>
    events.find(({ type, detail }) => type === "operation.refund" && detail === referenceId);
  const moneyOf = (checkoutId: string) => attempts[checkoutId]?.amount ?? amount;
  if (!stored) {
    if (!begun || recorded(begun.referenceId)) return null;
    const { currency, exponent } = moneyOf(begun.checkoutId);
    return { ...begun, money: { minor: toMinor(begun.amount, exponent) ?? 0, currency, exponent } };
  }
  const { referenceId, checkoutId } = stored;
  const money = { ...moneyOf(checkoutId), minor: stored.amountMinor };
  const reason = recorded(referenceId)?.note ?? begun?.reason ?? ERASED;
  return { referenceId, checkoutId, money, amount: toDecimal(money), reason };
}

const key = (orderId: string) => `refund:${orderId}`;

export function readBegunRefund(orderId: string): BegunRefund | null {
  try {
    return JSON.parse(readKept(key(orderId)) ?? "null") as BegunRefund | null;
  } catch {
    // Not what was kept.
    return null;
  }
}

export const keepBegunRefund = (orderId: string, refund: BegunRefund): void =>
  keep(key(orderId), JSON.stringify(refund));

export const forgetBegunRefund = (orderId: string): void => forget(key(orderId));

export const newReferenceId = (): string => `web-${crypto.randomUUID()}`;

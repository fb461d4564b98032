import type { Money, Order, OrderStatus } from "pointcheckout-firebase-client";

export type Action = "createLink" | "cancel" | "refund" | "capture" | "extend" | "send" | "refresh";

/** What a form asks with, before an action begins. */
export type ActionFormProps = { order: Order; onDone: () => void };

const ACTIONS: Record<OrderStatus, readonly Action[]> = {
  DRAFT: ["createLink"],
  CREATING: ["createLink", "refresh"],
  PENDING: ["send", "extend", "cancel", "refresh"],
  AUTHORIZED: ["capture", "cancel", "refresh"],
  PENDING_CONFIRMATION: ["cancel", "refresh"],
  PAID: ["refund", "refresh"],
  FAILED: ["createLink", "send", "extend", "refresh"],
  CANCELLED: ["createLink", "refresh"],
  EXPIRED: ["createLink", "send", "extend", "refresh"],
  REFUNDED: ["refresh"],
  PARTIALLY_REFUNDED: ["refund", "refresh"],
  CHARGEBACK: ["refresh"],
};

type ActedOn = Pick<Order, "status" | "payment" | "customer">;

/** What a clerk can do with an order, the likeliest first. The functions decide again. */
export function actionsOf({ status, payment, customer }: ActedOn): readonly Action[] {
  const links = Object.values(payment.attempts);
  const isErased = payment.redactedAt !== null;
  const refused: Partial<Record<Action, boolean>> = {
    createLink: isErased,
    extend: isErased,
    send: isErased || !customer,
    cancel: !links.some(({ status }) => status === "PENDING" || status === "AUTHORIZED"),
  };
  // Only money for another amount came, and was given back: the order was never paid.
  const isUnpaid = status === "REFUNDED" && links.every(({ counts }) => counts === null);
  return ACTIONS[isUnpaid ? "CANCELLED" : status].filter((action) => !refused[action]);
}

/** A payment of which something can be given back. */
export type Refundable = { checkoutId: string; remaining: Money };

/** The payments that still hold money, the first one first. Usually one; two when the order was paid twice. */
export function refundablesOf({ payment }: Pick<Order, "payment">): Refundable[] {
  return Object.entries(payment.attempts)
    .filter(([, { status }]) => status === "PAID" || status === "PARTIALLY_REFUNDED")
    .sort(([, a], [, b]) => a.attempt - b.attempt)
    .map(([checkoutId, { amount, totalRefundedMinor }]) => ({
      checkoutId,
      remaining: { ...amount, minor: amount.minor - totalRefundedMinor },
    }))
    .filter(({ remaining }) => remaining.minor > 0);
}

import type { Money, OrderEvent } from "pointcheckout-firebase-client";

type Stated = Pick<OrderEvent, "type" | "amount" | "totalRefundedMinor">;

/** The sum that an event is about; null where it names none: `amount` is the payment's, of a refund, too. */
export function eventAmount({ type, amount, totalRefundedMinor }: Stated): Money | null {
  // How much came back is not stated, only what is refunded still.
  if (type === "order.refund_reversed") return null;
  if (type !== "order.partially_refunded" && type !== "order.refunded") return amount;
  if (amount && totalRefundedMinor) return { ...amount, minor: totalRefundedMinor };
  return type === "order.refunded" ? amount : null;
}

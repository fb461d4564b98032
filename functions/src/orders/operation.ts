import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Money } from "../shared/money.js";
import type { Instant } from "./instant.js";
import type { Order } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent, type OrderEventType } from "./order-event.js";

export type OperationType = Extract<OrderEventType, `operation.${string}`>;

/** Who asked for an operation, and why. */
export type Operator = {
  uid: string;
  /** In the person's own words; null when they gave none. */
  reason: string | null;
};

/**
 * The trace of an operation in the order's history. It is written before the vendor is asked, so that no crash leaves
 * a deed without its doer; what came of it is told by the facts that follow.
 */
export function tellOperation(
  order: Order,
  type: OperationType,
  { uid, reason }: Operator,
  about: { at: Instant; checkoutId: CheckoutId | null; amount?: Money; detail?: string },
): OrderEvent {
  return {
    type,
    from: order.status,
    to: order.status,
    at: about.at,
    source: "operator",
    checkoutId: about.checkoutId,
    amount: about.amount ?? order.amount,
    totalRefundedMinor: null,
    detail: about.detail ?? null,
    by: uid,
    ...(reason === null ? {} : { note: reason }),
    visibility: EVENT_VISIBILITY[type],
  };
}

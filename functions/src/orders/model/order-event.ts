import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { Instant } from "../../shared/instant.js";
import type { Money } from "../../shared/money.js";
import type { OrderStatus } from "./order-status.js";

/**
 * Every fact of an order's history, and who may read it: `customer` means the order's own customer and staff. A
 * merchant's fulfilment listens for `order.paid`, which an order has at most once.
 */
export const EVENT_VISIBILITY = {
  "order.drafted": "staff",
  "order.link_created": "customer",
  "order.link_refused": "staff",
  "order.reopened": "customer",
  "order.authorized": "customer",
  "order.pending_confirmation": "customer",
  "order.paid": "customer",
  "order.payment_undone": "customer",
  "order.paid_again": "customer",
  "order.failed": "customer",
  "order.cancelled": "customer",
  "order.expired": "customer",
  "order.partially_refunded": "customer",
  "order.refunded": "customer",
  "order.refund_reversed": "customer",
  "order.charged_back": "customer",
  "order.chargeback_lifted": "customer",
  "order.amount_differs": "staff",
  "order.paid_twice": "staff",
  "order.late_success": "staff",
  "order.unknown_status": "staff",
  "order.problem": "staff",
  "order.problem_resolved": "staff",
  "operation.cancel": "staff",
  "operation.refund": "staff",
  "operation.refund_settled": "staff",
  "operation.capture": "staff",
  "operation.extend": "staff",
  "operation.send": "staff",
  "operation.import": "staff",
  "operation.resolve": "staff",
  "operation.redact": "staff",
} as const satisfies Record<string, "customer" | "staff">;
export type OrderEventType = keyof typeof EVENT_VISIBILITY;

/** `orders/{orderId}/events/{sequence number}`, written once and never changed. */
export type OrderEvent = {
  type: OrderEventType;
  from: OrderStatus;
  to: OrderStatus;
  at: Instant;
  source: Source;
  checkoutId: CheckoutId | null;
  amount: Money | null;
  totalRefundedMinor: number | null;
  detail: string | null;
  /** Of `order.paid`: cash to collect from the customer. */
  cashAmount?: Money;
  /** Of an operation: who asked for it, and why, in that person's words. */
  by?: string;
  note?: string;
  visibility: "customer" | "staff";
};

/** A fact that a decision reports; the facts of the change itself are derived. */
export type Fact = Pick<OrderEvent, "type"> &
  Partial<Omit<OrderEvent, "from" | "to" | "at" | "source" | "visibility">>;

export type Cause = Pick<OrderEvent, "at" | "source"> & { checkoutId?: CheckoutId | null };

export type Operator = { uid: string; reason?: string | undefined };

/** The event of an operation. It is written before the vendor is asked, so that a crash cannot hide who did it. */
export function operationFact(
  type: Extract<Fact["type"], `operation.${string}`>,
  { uid, reason }: Operator,
  about: Pick<Fact, "checkoutId" | "amount" | "detail">,
): Fact {
  return { type, ...about, by: uid, ...(reason === undefined ? {} : { note: reason }) };
}

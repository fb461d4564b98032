import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { Instant } from "../../shared/instant.js";
import type { Money } from "../../shared/money.js";
import type { OrderStatus } from "./order-status.js";

/**
 * Every fact that an order's history can hold, and who may read it. `customer`: the order's own customer and staff.
 * `order.*` is what happened to the order, `operation.*` what somebody began to do.
 * A merchant's fulfilment listens for `order.paid`, which an order has at most once.
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

/** One fact of an order's history: `orders/{orderId}/events/{sequence number}`, written once and never changed. */
export type OrderEvent = {
  type: OrderEventType;
  from: OrderStatus;
  to: OrderStatus;
  at: Instant;
  source: Source;
  checkoutId: CheckoutId | null;
  amount: Money | null;
  /** Refunded so far, in minor units of `amount.currency`. */
  totalRefundedMinor: number | null;
  /** A safe code that says more, e.g. which field differed. */
  detail: string | null;
  /** Of `order.paid`: cash to collect from the customer, where the vendor names it. */
  cashAmount?: Money;
  /** Of an operation: the uid of the person who asked for it, or what else did. */
  by?: string;
  /** Of an operation: why, in that person's words. */
  note?: string;
  visibility: "customer" | "staff";
};

/** A fact that a decision reports besides its change; the facts of the change itself are derived. */
export type Fact = Pick<OrderEvent, "type"> &
  Partial<
    Pick<OrderEvent, "checkoutId" | "amount" | "totalRefundedMinor" | "detail" | "cashAmount" | "by" | "note">
  >;

/** When a decision was made, on what, and of which checkout. */
export type Cause = Pick<OrderEvent, "at" | "source"> & { checkoutId?: CheckoutId | null };

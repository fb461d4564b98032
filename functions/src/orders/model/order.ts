import * as z from "zod";
import type { NewCheckout } from "../../checkouts/checkout.js";
import { type CheckoutId, checkoutIdSchema } from "../../checkouts/checkout-id.js";
import type { Instant } from "../../shared/instant.js";
import type { Money } from "../../shared/money.js";
import { type Attempt, attemptSchema, instantSchema } from "./attempt.js";
import type { OrderStatus } from "./order-status.js";
import { PROBLEM_CODES, type ProblemCode } from "./problems.js";
import { refundLockSchema } from "./refund.js";
import { linkRequestSchema } from "./request.js";
import { resendSchema } from "./resend.js";
import type { StoredContent } from "./stored-content.js";

/**
 * What keeps the payment of an order true: the part of the map `payment` that is read back. A merchant's own fields
 * beside it are neither read nor touched.
 *
 * Which links there are is required to be readable; what else somebody has overwritten counts as absent.
 */
export const paymentSchema = z.object({
  livemode: z.boolean().catch(false),
  attempts: z.record(checkoutIdSchema, attemptSchema).default({}),
  /** Requests that the vendor may have a link for, which is not recorded yet. */
  requests: z.array(linkRequestSchema).catch([]),
  /** Problems found on the order itself, which no observation of an attempt heals: an admin decides. */
  unresolved: z.array(z.enum(PROBLEM_CODES)).catch([]),
  /** Payments that an administrator decided to keep beside each other: they are no problem any more. */
  keptPayments: z.array(checkoutIdSchema).catch([]),
  /** When `order.paid` was written; it is written once. */
  paidAt: instantSchema.nullable().catch(null),
  /** The one refund that is not settled; while it stands there, no other may begin. */
  refund: refundLockSchema.nullable().catch(null),
  /** What staff asked for last with `sendPaymentLink`: the next link is made and sent for it. */
  resend: resendSchema.nullable().catch(null),
  /** When somebody last had the order looked up at once. */
  refreshedAt: instantSchema.nullable().catch(null),
  /** When the customer's personal data was erased; a further link is refused since. */
  redactedAt: instantSchema.nullable().catch(null),
  eventCount: z.number().int().nonnegative().catch(0),
});
export type Payment = z.infer<typeof paymentSchema>;

/** The present link, for whoever is to pay. */
export type ShownLink = Pick<Attempt, "displayId" | "requestId" | "expiresAt"> & {
  url: string;
  checkoutId: CheckoutId;
};

/**
 * What follows from an order's content and payment, and is written with every change of either. It is never read back:
 * `derive` makes it anew of what is stored.
 */
export type Derived = {
  status: OrderStatus;
  /** The most urgent of the order's problems. */
  problem: ProblemCode | null;
  /** When the sweep has to look at the order: the first of all that is due on it. */
  nextCheckAt: Instant | null;
  link: ShownLink | null;
  /** Of the payment that decides the status; null before there is one. */
  paid: Money | null;
  refunded: Money | null;
  cashAmount: Money | null;
  method: string | null;
};

/** `orders/{orderId}`. In the document, all but the content, the status and the times lies in the map `payment`. */
export type Order = Derived &
  Payment & {
    orderId: string;
    createdAt: Instant | null;
    /** The merchant's half. */
    content: StoredContent;
  };

/** What a decision changes of an order: whole fields; of `attempts` only the ones named. */
export type OrderPatch = Partial<Omit<Payment, "eventCount"> & Pick<Order, "createdAt" | "content">>;

/** The order with what a decision changes, but not yet with what follows from it. */
export function applyPatch(order: Order, patch: OrderPatch): Order {
  return { ...order, ...patch, attempts: { ...order.attempts, ...patch.attempts } };
}

/** An order's attempts with their checkout ids, the oldest first. */
export function listAttempts(order: Pick<Order, "attempts">): [CheckoutId, Attempt][] {
  const entries = Object.entries(order.attempts) as [CheckoutId, Attempt][];
  return entries.sort(([, a], [, b]) => a.attempt - b.attempt);
}

/** The number of the last link that was recorded or asked for; 0 before the first. */
export const lastNumber = ({ attempts, requests }: Pick<Order, "attempts" | "requests">): number =>
  Math.max(0, ...[...Object.values(attempts), ...requests].map(({ attempt }) => attempt));

/** Whether a link under this request id is recorded with the order. */
export const isRecorded = ({ attempts }: Pick<Order, "attempts">, requestId: string): boolean =>
  Object.values(attempts).some((attempt) => attempt.requestId === requestId);

/** The attempt whose link is the order's present one: the last that is no double. */
export const presentAttempt = (order: Pick<Order, "attempts">): [CheckoutId, Attempt] | null =>
  listAttempts(order).findLast(([, { surplus }]) => !surplus) ?? null;

/** The checkout's own document as it was made with this attempt; null when the order has no such attempt. */
export function checkoutOf({ orderId, attempts }: Order, checkoutId: CheckoutId): NewCheckout | null {
  const attempt = attempts[checkoutId];
  return attempt ? { checkoutId, orderId, requestId: attempt.requestId, ...attempt.announcement } : null;
}

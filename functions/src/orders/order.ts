import * as z from "zod";
import { type CheckoutId, checkoutIdSchema } from "../checkouts/checkout-id.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";
import { type Attempt, attemptSchema, instantSchema } from "./attempt.js";
import { contentSchema, orderIdSchema } from "./content.js";
import { earliest, type Instant } from "./instant.js";
import { refundLockSchema } from "./refund.js";
import { unconfirmedListSchema } from "./unconfirmed.js";

/** `DRAFT`: no link yet. `CREATING`: a link is being asked for. The rest are the vendor's own. */
export const ORDER_STATUSES = ["DRAFT", "CREATING", ...PROVIDER_STATUSES] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * Why a human should look at the order, the most urgent first. Safe to show. What was observed stands with the attempt (`anomaly.seen`); of a
 * read or a request that failed, the details are in `orders/{orderId}/internal/problem`.
 */
export const PROBLEM_CODES = [
  "identity_mismatch",
  "unpaid_after_paid",
  "refund_total_implausible",
  "refund_mismatch",
  "refund_unknown",
  "amount_absent",
  "paid_twice",
  "foreign_checkout",
  "request_conflict",
  "link_host_refused",
  "credentials_rejected",
  "checkout_unknown",
  "contract_violation",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The right to ask the vendor for this order's next link, held by one caller until `until`. */
export const creationSchema = z.object({
  leaseId: z.string(),
  until: instantSchema,
  attempt: z.number().int().positive(),
  requestId: z.string(),
  /** Minutes of validity that the link is asked for. */
  expiresIn: z.number().int().positive(),
  sendSms: z.boolean(),
  sendEmail: z.boolean(),
});
export type Creation = z.infer<typeof creationSchema>;

/** The fields of `orders/{orderId}` that are ours. A merchant's own fields beside them are neither read nor touched. */
export const orderSchema = contentSchema.extend({
  orderId: orderIdSchema,
  status: z.enum(ORDER_STATUSES),
  livemode: z.boolean().default(false),
  attempts: z.record(checkoutIdSchema, attemptSchema).default({}),
  currentCheckoutId: checkoutIdSchema.nullable().default(null),
  /** The most urgent of the order's problems. */
  problem: z.enum(PROBLEM_CODES).nullable().default(null),
  /** Problems found on the order itself, which no observation of an attempt heals: an admin decides. */
  unresolved: z.array(z.enum(PROBLEM_CODES)).default([]),
  /** Payments that an administrator decided to keep beside each other: they are no problem any more. */
  keptPayments: z.array(checkoutIdSchema).default([]),
  nextCheckAt: instantSchema.nullable().default(null),
  creation: creationSchema.nullable().default(null),
  /** Requests that may have reached the vendor unanswered: searched for when due, and before they are sent again. */
  unconfirmed: unconfirmedListSchema.default([]),
  /** When `order.paid` was told; it is told once. */
  paidAt: instantSchema.nullable().default(null),
  /** The one refund that is not settled; while it stands there, no other may begin. */
  refund: refundLockSchema.nullable().default(null),
  /** When somebody last had the order looked up at once. */
  refreshedAt: instantSchema.nullable().default(null),
  /** When the customer's personal data was erased; a further link is refused since. */
  redactedAt: instantSchema.nullable().default(null),
  eventCount: z.number().int().nonnegative().default(0),
  createdAt: instantSchema.nullable().default(null),
});
export type Order = z.infer<typeof orderSchema>;

/** What an operation changes of an order: whole fields; of `attempts` only the ones named. */
export type OrderPatch = Partial<Omit<Order, "orderId" | "eventCount">>;

/** The order as it will be once `patch` is written. */
export function applyPatch(order: Order, patch: OrderPatch): Order {
  return { ...order, ...patch, attempts: { ...order.attempts, ...patch.attempts } };
}

/** An order's attempts with their checkout ids, the oldest first. */
export function listAttempts(order: Pick<Order, "attempts">): [CheckoutId, Attempt][] {
  const entries = Object.entries(order.attempts) as [CheckoutId, Attempt][];
  return entries.sort(([, a], [, b]) => a.attempt - b.attempt);
}

/** The attempt whose link is the order's present one. */
export function currentAttempt(order: Pick<Order, "attempts" | "currentCheckoutId">): Attempt | undefined {
  return order.currentCheckoutId === null ? undefined : order.attempts[order.currentCheckoutId];
}

/** When the sweep has to look at the order: the first of all that is due on it. */
export function deriveNextCheckAt(
  order: Pick<Order, "attempts" | "creation" | "unconfirmed" | "refund">,
): Instant | null {
  const attempts = Object.values(order.attempts).map((attempt) => attempt.nextCheckAt);
  const searches = order.unconfirmed.map(({ searchAt }) => searchAt);
  return earliest([...attempts, ...searches, order.creation?.until, order.refund?.nextCheckAt]);
}

import * as z from "zod";
import type { NewCheckout } from "../../checkouts/checkout.js";
import { type CheckoutId, checkoutIdSchema } from "../../checkouts/checkout-id.js";
import { type Instant, instantSchema } from "../../shared/instant.js";
import type { Money } from "../../shared/money.js";
import { type Attempt, attemptSchema, readableOrNull } from "./attempt.js";
import { NO_SUCH_ORDER, OrderError, type OrderErrorCode } from "./order-error.js";
import type { OrderStatus } from "./order-status.js";
import { PROBLEM_CODES, type ProblemCode } from "./problems.js";
import { type RefundLock, refundLockSchema } from "./refund.js";
import { linkRequestSchema } from "./request.js";
import { resendSchema } from "./resend.js";
import { customerUidOf, type StoredContent } from "./stored-content.js";

/**
 * The part of the map `payment` that is read back. `attempts` must be readable; any other overwritten field counts as
 * absent. A merchant's own fields beside it are ignored.
 */
export const paymentSchema = z.object({
  livemode: z.boolean().catch(false),
  attempts: z.record(checkoutIdSchema, attemptSchema).default({}),
  /** The vendor may have a link for these that is not recorded yet. */
  requests: z.array(linkRequestSchema).catch([]),
  /** Problems of the order itself. An administrator ends them, or what they were about is gone. */
  unresolved: z.array(z.enum(PROBLEM_CODES)).catch([]),
  /** Payments that an administrator keeps beside each other, or beside the order's amount. */
  keptPayments: z.array(checkoutIdSchema).catch([]),
  paidAt: readableOrNull(instantSchema),
  refund: readableOrNull(refundLockSchema),
  resend: readableOrNull(resendSchema),
  refreshedAt: readableOrNull(instantSchema),
  redactedAt: readableOrNull(instantSchema),
  eventCount: z.number().int().nonnegative().catch(0),
});
export type Payment = z.infer<typeof paymentSchema>;

export type ShownLink = Pick<Attempt, "displayId" | "requestId" | "expiresAt"> & {
  url: string;
  checkoutId: CheckoutId;
};

/** Written with every change and never read back: `derive` makes it again. */
export type Derived = {
  status: OrderStatus;
  /** The most urgent one. */
  problem: ProblemCode | null;
  nextCheckAt: Instant | null;
  link: ShownLink | null;
  paid: Money | null;
  refunded: Money | null;
  cashAmount: Money | null;
  method: string | null;
};

/** `orders/{orderId}`. In the document, everything but content, status and times is in the map `payment`. */
export type Order = Derived &
  Payment & { orderId: string; createdAt: Instant | null; content: StoredContent };

/** Whole fields; of `attempts` only the ones that change. */
export type OrderPatch = Partial<Omit<Payment, "eventCount"> & Pick<Order, "createdAt" | "content">>;

/** @param customerUid the order must be this customer's; null for staff @throws OrderError `not-found` */
export function requireOrder(order: Order | null, customerUid: string | null = null): Order {
  const isTheirs = customerUid === null || (order && customerUidOf(order.content) === customerUid);
  if (order && isTheirs) return order;
  throw new OrderError("not-found", NO_SUCH_ORDER);
}

export function applyPatch(order: Order, patch: OrderPatch): Order {
  return { ...order, ...patch, attempts: { ...order.attempts, ...patch.attempts } };
}

export function listAttempts(order: Pick<Order, "attempts">): [CheckoutId, Attempt][] {
  const entries = Object.entries(order.attempts) as [CheckoutId, Attempt][];
  return entries.sort(([, a], [, b]) => a.attempt - b.attempt);
}

export const changeAttempts = (
  attempts: readonly [CheckoutId, Attempt][],
  change: (attempt: Attempt) => Attempt,
): Order["attempts"] => Object.fromEntries(attempts.map(([id, attempt]) => [id, change(attempt)]));

export function refundAmount({ attempts }: Pick<Order, "attempts">, { checkoutId, amountMinor }: RefundLock) {
  const amount = attempts[checkoutId]?.amount;
  return amount ? { amount: { ...amount, minor: amountMinor } } : {};
}

export const refuseStatus = (
  { status }: Pick<Order, "status">,
  message: string,
  code: OrderErrorCode = "failed-precondition",
): OrderError => new OrderError(code, message, { details: [{ path: "status", message: status }] });

/** The number of the newest link that was recorded or asked for; 0 before the first. */
export const lastNumber = ({ attempts, requests }: Pick<Order, "attempts" | "requests">): number =>
  Math.max(0, ...[...Object.values(attempts), ...requests].map(({ attempt }) => attempt));

/** The newest attempt that is no double. */
export const presentAttempt = (order: Pick<Order, "attempts">): [CheckoutId, Attempt] | null =>
  listAttempts(order).findLast(([, { surplus }]) => !surplus) ?? null;

export function checkoutOf({ orderId, attempts }: Order, checkoutId: CheckoutId): NewCheckout | null {
  const attempt = attempts[checkoutId];
  return attempt ? { checkoutId, orderId, requestId: attempt.requestId, ...attempt.announcement } : null;
}

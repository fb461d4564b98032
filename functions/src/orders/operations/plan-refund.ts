import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { addMilliseconds, type Instant } from "../../shared/instant.js";
import { type Money, parseAmount, toDecimalText } from "../../shared/money.js";
import { type Attempt, hasBeenPaid } from "../model/attempt.js";
import { operationFact } from "../model/operation.js";
import { applyPatch, listAttempts, type Order } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { Fact } from "../model/order-event.js";
import type { RefundLock, RefundRecord } from "../model/refund.js";
import { ERASED, type OrderWrite } from "../store/order-store.js";
import { statedTotal } from "../transition/classify.js";
import { REFUND_FIRST_CHECK_MS, REFUND_WINDOW_MS } from "../transition/settle-refund.js";
import { transition } from "../transition/transition.js";

export type RefundCommand = {
  orderId: string;
  referenceId: string;
  /** Null: the order's one paid checkout. */
  checkoutId: CheckoutId | null;
  /** Decimal text or number in the order's currency; null: all that is left. */
  amount: string | number | null;
  reason: string;
  /** Send an unknown refund again. */
  confirm: boolean;
  by: { uid: string; admin: boolean };
};

export type RefundSettings = {
  /** The most that staff who are no administrators may refund at once, in minor units of a currency. */
  staffRefundLimitMinor: (currency: string) => number;
};

/** A refund that is locked and may be sent, once. */
export type PlannedRefund = { write: OrderWrite; lock: RefundLock; amount: Money; requestId: string };

/** What get-checkout answered, and when the order was read just before. */
export type FreshRead = { remote: RemoteCheckout; observedAt: Instant };

const refuse = (message: string) => new OrderError("failed-precondition", message);

/**
 * Which checkout is to be refunded.
 *
 * @throws OrderError `failed-precondition`
 */
export function chooseCheckout(order: Order, named: CheckoutId | null): CheckoutId {
  if (named !== null) {
    const attempt = order.attempts[named];
    if (!attempt) throw refuse(`Checkout ${named} is none of this order's.`);
    if (hasBeenPaid(attempt.status)) return named;
    throw refuse(`Checkout ${named} is ${attempt.status}: there is nothing to refund.`);
  }
  const money = listAttempts(order).filter(([, { status }]) => hasBeenPaid(status));
  const left = money.filter(([, { status }]) => status !== "REFUNDED");
  const [first, second] = left.length > 0 ? left : money;
  if (!first) throw refuse(`The order is ${order.status}: there is nothing to refund.`);
  if (left.length > 1 && second) {
    const ids = left.map(([id]) => id).join(" and ");
    throw refuse(`The order was paid more than once. Name the checkout to refund: ${ids}.`);
  }
  return first[0];
}

/** @throws OrderError `invalid-argument` */
export function readRefundAmount(amount: string | number | null, currency: string): Money | null {
  if (amount === null) return null;
  const parsed = parseAmount(amount, currency);
  if (parsed.ok && parsed.money.minor > 0) return parsed.money;
  const message = parsed.ok ? "must be more than 0" : parsed.message;
  throw new OrderError("invalid-argument", `amount: ${message}`, [{ path: "amount", message }]);
}

/**
 * Whether a call repeats the refund of this record.
 *
 * @throws OrderError `already-exists` when it asks for something else
 */
export function requireSameRefund(record: RefundRecord, command: RefundCommand): void {
  const amount = readRefundAmount(command.amount, record.amount.currency);
  const sameAmount = amount === null ? record.all : !record.all && amount.minor === record.amount.minor;
  const sameCheckout = command.checkoutId === null || command.checkoutId === record.checkoutId;
  const sameReason = record.reason === command.reason || record.reason === ERASED;
  if (sameAmount && sameCheckout && sameReason) return;
  throw new OrderError(
    "already-exists",
    `Reference ${command.referenceId} stands for another refund of this order. Use another reference.`,
  );
}

/**
 * Locks a refund, on what the vendor says now.
 *
 * @throws OrderError `failed-precondition`, `invalid-argument`, `permission-denied`, `aborted`
 */
export function planRefund(
  order: Order,
  command: RefundCommand,
  checkoutId: CheckoutId,
  fresh: FreshRead,
  settings: RefundSettings,
): PlannedRefund {
  const { observedAt, remote } = fresh;
  const cause = { at: observedAt, source: "operator", checkoutId } as const;
  const seen = transition(order, { checkoutId, remote, observedAt, source: "operator" });
  const after = applyPatch(order, seen?.patch ?? {});
  const attempt = requireRefundable(after, checkoutId, remote);
  const left = attempt.amount.minor - attempt.totalRefundedMinor;
  const asked = readRefundAmount(command.amount, attempt.amount.currency);
  const amount = asked ?? { ...attempt.amount, minor: left };
  requireRole(command, amount, settings);
  if (amount.minor > left) {
    const most = toDecimalText({ ...amount, minor: left });
    throw refuse(`Only ${most} ${amount.currency} of checkout ${checkoutId} are left to refund.`);
  }
  const lock: RefundLock = {
    referenceId: command.referenceId,
    checkoutId,
    amountMinor: amount.minor,
    totalBeforeMinor: attempt.totalRefundedMinor,
    state: "asked",
    sends: 1,
    refused: false,
    ...windowFrom(observedAt),
  };
  const { reason, by } = command;
  const refundRecord: RefundRecord = {
    referenceId: command.referenceId,
    checkoutId,
    amount,
    all: asked === null,
    state: "asked",
    totalBeforeMinor: lock.totalBeforeMinor,
    totalAfterMinor: null,
    sends: 1,
    reason,
    by: by.uid,
    confirmedBy: null,
    askedAt: observedAt,
    settledAt: null,
    vendorMessage: null,
  };
  const told = refundFact(lock, amount, command, command.referenceId);
  const patch = { ...seen?.patch, refund: lock };
  const write = { patch, cause, facts: [...(seen?.facts ?? []), told], refundRecord };
  return { write, lock, amount, requestId: attempt.requestId };
}

/**
 * Locks an unknown refund anew, to be sent once more; null when the vendor's answer shows what became of it, so that
 * nothing is to be sent. `write` is to be stored in either case.
 */
export function planResend(
  order: Order,
  lock: RefundLock,
  command: RefundCommand,
  { remote, observedAt }: FreshRead,
): { write: OrderWrite; planned: PlannedRefund | null } {
  const { checkoutId } = lock;
  const cause = { at: observedAt, source: "operator", checkoutId } as const;
  const seen = transition(order, { checkoutId, remote, observedAt, source: "operator" });
  const after = applyPatch(order, seen?.patch ?? {});
  if (after.refund?.state !== "unknown") return { write: seen ?? { patch: {}, cause }, planned: null };
  const attempt = requireRefundable(after, checkoutId, remote);
  const amount = { ...attempt.amount, minor: lock.amountMinor };
  const again: RefundLock = {
    ...lock,
    state: "asked",
    sends: lock.sends + 1,
    refused: false,
    ...windowFrom(observedAt),
  };
  const told = refundFact(again, amount, command, `${lock.referenceId} again`);
  const { referenceId } = lock;
  const refundRecord = {
    referenceId,
    state: "asked",
    sends: again.sends,
    confirmedBy: command.by.uid,
  } as const;
  const patch = { ...seen?.patch, refund: again };
  const write = { patch, cause, facts: [...(seen?.facts ?? []), told], refundRecord };
  return { write, planned: { write, lock: again, amount, requestId: attempt.requestId } };
}

/** Money that may be given back, as the answer just read has it. */
function requireRefundable(order: Order, checkoutId: CheckoutId, remote: RemoteCheckout): Attempt {
  const attempt = order.attempts[checkoutId];
  if (!attempt) throw refuse(`Checkout ${checkoutId} is none of this order's.`);
  const doubt = attempt.anomaly ?? attempt.resolution;
  if (doubt)
    throw refuse(`Checkout ${checkoutId} has the problem ${doubt.code}. Settle that with the vendor first.`);
  if (remote.status !== attempt.status || statedTotal(attempt, remote) !== attempt.totalRefundedMinor) {
    const message =
      "PointCheckout's answer differs from what is known of this checkout. Call again in some minutes.";
    throw new OrderError("aborted", message);
  }
  if (attempt.status === "PAID" || attempt.status === "PARTIALLY_REFUNDED") return attempt;
  throw refuse(`Checkout ${checkoutId} is ${attempt.status}: there is nothing to refund.`);
}

function requireRole({ by }: RefundCommand, amount: Money, { staffRefundLimitMinor }: RefundSettings): void {
  const limit = staffRefundLimitMinor(amount.currency);
  if (by.admin || amount.minor <= limit) return;
  const most = toDecimalText({ ...amount, minor: limit });
  throw new OrderError(
    "permission-denied",
    limit > 0
      ? `Staff may refund up to ${most} ${amount.currency} at once. More needs the role admin.`
      : "A refund needs the role admin.",
  );
}

const windowFrom = (at: Instant): Pick<RefundLock, "until" | "nextCheckAt"> => ({
  until: addMilliseconds(at, REFUND_WINDOW_MS),
  nextCheckAt: addMilliseconds(at, REFUND_FIRST_CHECK_MS),
});

const refundFact = (
  { checkoutId }: RefundLock,
  amount: Money,
  { by, reason }: RefundCommand,
  detail: string,
): Fact => operationFact("operation.refund", { uid: by.uid, reason }, { checkoutId, amount, detail });

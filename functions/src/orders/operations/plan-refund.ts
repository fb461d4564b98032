import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Config } from "../../config.js";
import type { PointCheckoutError } from "../../pointcheckout/errors.js";
import { addMilliseconds, type Instant } from "../../shared/instant.js";
import { type Money, parseAmount, toDecimalText } from "../../shared/money.js";
import type { Attempt } from "../model/attempt.js";
import { applyPatch, listAttempts, type Order, refundAmount } from "../model/order.js";
import { OrderError, refuse, refuseInput } from "../model/order-error.js";
import { operationFact } from "../model/order-event.js";
import { hasBeenPaid, isRefundable } from "../model/order-status.js";
import type { RefundLock, RefundRecord, RefundRecordPatch } from "../model/refund.js";
import { ERASED, type OrderWrite } from "../store/order-store.js";
import { type Observation, statedTotal } from "../transition/classify.js";
import { FIRST_CHECK } from "../transition/schedule.js";
import { REFUND_WINDOW_MS } from "../transition/settle-refund.js";
import { type OrderChange, transition } from "../transition/transition.js";
import type { RefundInput } from "./operation-input.js";

export type RefundCommand = RefundInput & {
  /** Only while the payment does not pay the order. */
  isUnapplied?: boolean;
  by: { uid: string; admin: boolean };
};

export type RefundSettings = Pick<Config, "staffRefundLimitMinor">;

/** @throws OrderError `failed-precondition` */
export function chooseCheckout(order: Order, named: CheckoutId | undefined): CheckoutId {
  if (named !== undefined) {
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

function readRefundAmount(amount: RefundInput["amount"], currency: string): Money | null {
  if (amount === undefined) return null;
  const parsed = parseAmount(amount, currency);
  if (parsed.ok && parsed.money.minor > 0) return parsed.money;
  throw refuseInput("amount", parsed.ok ? "must be more than 0" : parsed.message);
}

/** @throws OrderError `already-exists` when the call asks for another refund than this record's */
export function requireSameRefund(record: RefundRecord, command: RefundCommand): void {
  const amount = readRefundAmount(command.amount, record.amount.currency);
  const sameAmount = amount === null ? record.all : amount.minor === record.amount.minor;
  const sameCheckout = command.checkoutId === undefined || command.checkoutId === record.checkoutId;
  // Two administrators may give the same payment back, each in their own words.
  const sameReason = command.isUnapplied || [command.reason, ERASED].includes(record.reason);
  if (sameAmount && sameCheckout && sameReason) return;
  throw new OrderError(
    "already-exists",
    `Reference ${command.referenceId} stands for another refund of this order. Use another reference.`,
  );
}

/** Locks a refund. @throws OrderError `failed-precondition`, `invalid-argument`, `permission-denied`, `aborted` */
export function planRefund(
  order: Order,
  command: RefundCommand,
  observation: Observation,
  settings: RefundSettings,
): OrderWrite {
  const { referenceId, by } = command;
  const { checkoutId, observedAt } = observation;
  const observed = applyObservation(order, observation);
  const attempt = requireRefundable(observed.after, observation);
  const isKept = observed.after.keptPayments.includes(checkoutId);
  if (command.isUnapplied && (isKept || attempt.counts !== null))
    throw refuse(`The payment was ${isKept ? "kept" : "accepted"} meanwhile: it is not given back.`);
  const reason = order.redactedAt === null ? command.reason : ERASED;
  const totalBeforeMinor = attempt.totalRefundedMinor;
  const left = attempt.amount.minor - totalBeforeMinor;
  if (left <= 0) throw refuse(`Checkout ${checkoutId} is refunded in full: nothing is left to refund.`);
  const asked = readRefundAmount(command.amount, attempt.amount.currency);
  const amount = asked ?? { ...attempt.amount, minor: left };
  requireRole(command, amount, settings);
  if (amount.minor > left) {
    const most = toDecimalText({ ...amount, minor: left });
    throw refuse(`Only ${most} ${amount.currency} of checkout ${checkoutId} are left to refund.`);
  }
  const common = { referenceId, checkoutId, totalBeforeMinor, state: "asked", sends: 1 } as const;
  const lock = { ...common, amountMinor: amount.minor };
  const unsettled = { totalAfterMinor: null, confirmedBy: null, settledAt: null, vendorMessage: null };
  const askedFor = { amount, all: asked === null, reason, by: by.uid, askedAt: observedAt };
  const record: RefundRecord = { ...common, ...askedFor, ...unsettled };
  return lockedWrite(observed, lock, command, record);
}

/** Only stores what became of the refund, if the vendor shows it. @throws OrderError `failed-precondition`, `aborted` */
export function planResend(
  order: Order,
  lock: RefundLock,
  command: RefundCommand,
  observation: Observation,
): OrderWrite {
  const observed = applyObservation(order, observation);
  if (observed.after.refund?.state !== "unknown") return observed.seen;
  requireRefundable(observed.after, observation);
  const again = { state: "asked", sends: lock.sends + 1 } as const;
  const record = { ...again, referenceId: lock.referenceId, confirmedBy: command.by.uid };
  return lockedWrite(observed, { ...lock, ...again }, command, record);
}

function applyObservation(order: Order, observation: Observation) {
  const { checkoutId, source, observedAt: at } = observation;
  const unchanged: OrderChange = { patch: {}, cause: { at, source, checkoutId } };
  const seen = transition(order, observation) ?? unchanged;
  return { seen, after: applyPatch(order, seen.patch) };
}

function lockedWrite(
  { seen, after }: ReturnType<typeof applyObservation>,
  lock: Omit<RefundLock, "refused" | "until" | "nextCheckAt">,
  { by, reason }: RefundCommand,
  refundRecord: RefundRecordPatch,
): OrderWrite {
  const { patch, cause, facts = [] } = seen;
  const { referenceId, checkoutId, sends } = lock;
  const until = addMilliseconds(cause.at, REFUND_WINDOW_MS);
  const nextCheckAt = addMilliseconds(cause.at, FIRST_CHECK);
  const refund: RefundLock = { ...lock, refused: false, until, nextCheckAt };
  const detail = sends > 1 ? `${referenceId} again` : referenceId;
  const about = { checkoutId, detail, ...refundAmount(after, refund) };
  const fact = operationFact("operation.refund", { uid: by.uid, reason }, about);
  return { patch: { ...patch, refund }, cause, facts: [...facts, fact], refundRecord };
}

function requireRefundable(order: Order, { checkoutId, remote }: Observation): Attempt {
  const attempt = order.attempts[checkoutId];
  if (!attempt) throw refuse(`Checkout ${checkoutId} is none of this order's.`);
  const doubt = attempt.anomaly ?? attempt.resolution;
  if (doubt)
    throw refuse(`Checkout ${checkoutId} has the problem ${doubt.code}. Settle that with the vendor first.`);
  const total = statedTotal(attempt, remote);
  if (remote.status === attempt.status && isRefundable(attempt.status) && total === null)
    throw refuse(
      "PointCheckout does not say how much of this payment is refunded. Refund it in PointCheckout's merchant portal.",
    );
  if (remote.status !== attempt.status || total !== attempt.totalRefundedMinor) {
    const message =
      "PointCheckout's answer differs from what is known of this checkout. Call again in some minutes.";
    throw new OrderError("aborted", message);
  }
  if (isRefundable(attempt.status)) return attempt;
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

/**
 * A definite refusal removes the lock. After a repeated sending it says nothing of the first one: the total decides.
 * Null: another writer settled it, or it was sent again meanwhile, and this refusal is not the last word.
 */
export function recordRefusal(
  order: Order,
  lock: RefundLock,
  error: PointCheckoutError,
  at: Instant,
): OrderWrite | null {
  const { referenceId, checkoutId, sends } = lock;
  const present = order.refund?.referenceId === referenceId ? order.refund : null;
  if (present ? present.sends !== sends : sends > 1) return null;
  const cause = { at, source: "operator", checkoutId } as const;
  const vendorMessage = error.vendorMessage ?? null;
  const rejected = error.kind === "rejected";
  if (present && sends > 1) {
    const kept = rejected ? { refused: true } : { state: "unknown" as const, nextCheckAt: null };
    const refund: RefundLock = { ...present, ...kept };
    return { patch: { refund }, cause, refundRecord: { referenceId, state: refund.state, vendorMessage } };
  }
  // An equal refund made elsewhere may have been taken for ours; the vendor's refusal corrects that.
  const state = rejected ? "refused" : "not_processed";
  const about = { checkoutId, detail: "refused", ...refundAmount(order, lock) };
  return {
    patch: present ? { refund: null } : {},
    cause,
    facts: [operationFact("operation.refund_settled", { uid: "vendor" }, about)],
    refundRecord: { referenceId, state, vendorMessage, settledAt: at },
  };
}

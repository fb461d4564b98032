import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import { type Attempt, isMoney } from "./attempt.js";
import { addMilliseconds, earliest, type Instant } from "./instant.js";
import { applyPatch, currentAttempt, deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";
import { EVENT_VISIBILITY, isVendorSource, type OrderEvent, type Source } from "./order-event.js";
import type { RefundLock, RefundRecordPatch } from "./refund.js";
import { CONFLICT_RECHECK, nextCheck } from "./schedule.js";
import { deriveProblem, deriveStatus, withUnresolved } from "./transition-derive.js";
import { type Told, tellFacts, tellProblems } from "./transition-events.js";
import { type Effective, judge, statedTotal } from "./transition-judge.js";
import { observe } from "./transition-observe.js";
import { type RefundSettlement, settledRecord, settleRefund } from "./transition-refund.js";

/** What get-checkout answered, and when (Firestore's clock, taken just before the call). */
export type Observation = {
  checkoutId: CheckoutId;
  remote: RemoteCheckout;
  observedAt: Instant;
  source: Source;
};

/** What is to be written: nothing when both are empty. */
export type OrderChange = {
  patch: OrderPatch;
  events: OrderEvent[];
  /** Of a refund that the observation settled. */
  refundRecord?: RefundRecordPatch;
};

/**
 * Decides what an observation of a checkout does to its order. Pure and total: every order, attempt and answer gives a
 * result, and the same ones give the same. It alone decides about money.
 *
 * @see docs/architecture.md, "The laws of an order"
 */
export function transition(order: Order, observation: Observation): OrderChange {
  const attempt = order.attempts[observation.checkoutId];
  if (!attempt) return refuseForeign(order, observation);
  const { checkoutId, remote, observedAt } = observation;
  const verdict = judge({ orderId: order.orderId, checkoutId, attempt, remote, observedAt });
  if (verdict.kind === "ignore") return { patch: {}, events: [] };

  const observed = observe(attempt, verdict, observation);
  const raised = applyPatch(order, { attempts: { [checkoutId]: observed } });
  const attempts: Record<CheckoutId, Attempt> = {};
  for (const [id, one] of Object.entries(raised.attempts) as [CheckoutId, Attempt][]) {
    // A link that can still be paid beside a paid one (or beside its own double) is due at once: the sweep cancels it.
    const cancelDue = mustNotBePaid(raised, id, one);
    if (id === checkoutId)
      attempts[id] = { ...one, nextCheckAt: scheduleCheck(one, verdict, observation, cancelDue) };
    else if (cancelDue && isMoney(observed.status) && !isMoney(attempt.status)) {
      attempts[id] = { ...one, nextCheckAt: observedAt };
    }
  }
  const settled = order.refund && settle(order.refund, observed, verdict, observation);
  const patch = settled ? { attempts, refund: settled.refund } : { attempts };
  const change = conclude(order, patch, { attempt, observed, verdict, observation });
  return settled?.told ? tellSettlement(order, change, observed, observation, settled.told) : change;
}

type Settled = Pick<RefundSettlement, "refund"> & {
  /** What has become of it, where that is news. */
  told: { record: RefundRecordPatch; detail: string; amountMinor: number } | null;
};

/** What the observation makes of the order's unsettled refund. */
function settle(
  lock: RefundLock,
  attempt: Attempt,
  { kind }: Effective,
  { checkoutId, remote, observedAt: at }: Observation,
): Settled {
  const isTrusted = (kind === "apply" || kind === "confirm") && statedTotal(attempt, remote) !== null;
  // An older answer that raises the total counts with the total that it raised to.
  const seen = { checkoutId, totalMinor: isTrusted ? attempt.totalRefundedMinor : null, at };
  const { refund, news } = settleRefund(lock, seen);
  if (news === null) return { refund, told: null };
  const record = settledRecord(lock, news, seen);
  return { refund, told: { record, detail: news, amountMinor: lock.amountMinor } };
}

function tellSettlement(
  order: Order,
  { patch, events }: OrderChange,
  { amount, totalRefundedMinor }: Attempt,
  { checkoutId, observedAt: at, source }: Observation,
  { record, detail, amountMinor: minor }: NonNullable<Settled["told"]>,
): OrderChange {
  const type = "operation.refund_settled";
  const { status: from } = order;
  const { status: to } = applyPatch(order, patch);
  const about = { at, source, checkoutId, amount: { ...amount, minor }, totalRefundedMinor, detail };
  const told: OrderEvent = { type, from, to, ...about, visibility: EVENT_VISIBILITY[type] };
  return { patch, events: [...events, told], refundRecord: record };
}

/**
 * Whether a link must not be paid any more, and can still be taken back: beside a paid one, beside its own double, or
 * beside the present link (an ended one that the vendor opened again).
 */
export function mustNotBePaid(order: Order, checkoutId: CheckoutId, { status, surplus }: Attempt): boolean {
  if (status !== "PENDING" && status !== "AUTHORIZED") return false;
  if (surplus || Object.values(order.attempts).some((one) => isMoney(one.status))) return true;
  const present = currentAttempt(order);
  const besides = checkoutId !== order.currentCheckoutId && present?.status === "PENDING";
  return status === "PENDING" && besides;
}

/**
 * A vendor's notification that a read of ours has answered already: if that read changed nothing, the notification may
 * have outrun the vendor's own replica, and the re-reads begin. Normally there is nothing to write.
 */
export function followUpCoalesced(
  order: Order,
  checkoutId: CheckoutId,
  { touchedBy, touchedAt }: { touchedBy: Source; touchedAt: Instant },
): { patch: OrderPatch } | null {
  const attempt = order.attempts[checkoutId];
  const confirmed = !attempt || attempt.unchanged === 0 || attempt.followUp > 0;
  if (confirmed || !isVendorSource(touchedBy)) return null;
  const followed: Attempt = { ...attempt, followUp: 1 };
  const nextCheckAt = earliest([attempt.nextCheckAt, nextCheck(followed, touchedAt, { cancelDue: false })]);
  const attempts = { [checkoutId]: { ...followed, nextCheckAt } };
  return { patch: { attempts, nextCheckAt: deriveNextCheckAt(applyPatch(order, { attempts })) } };
}

function scheduleCheck(
  attempt: Attempt,
  verdict: Effective,
  { observedAt }: Observation,
  cancelDue: boolean,
): Instant | null {
  const at = nextCheck(attempt, observedAt, { cancelDue });
  // A read that failed since is made up for when it was to be, whatever an earlier one saw.
  const retry = attempt.failedAt === null ? null : attempt.nextCheckAt;
  const overtaken = attempt.observedAt !== observedAt && verdict.kind === "apply";
  return earliest([at, retry, overtaken ? addMilliseconds(observedAt, CONFLICT_RECHECK) : null]);
}

/** A checkout that is none of this order's moves nothing: a paid cheap one must not confirm a dear order. */
function refuseForeign(order: Order, observation: Observation): OrderChange {
  const patch = withUnresolved(order, "foreign_checkout");
  const { observedAt: at, source, checkoutId } = observation;
  return { patch, events: tellProblems(order, applyPatch(order, patch), { at, source, checkoutId }) };
}

function conclude(order: Order, patch: OrderPatch, context: Omit<Told, "order" | "after">): OrderChange {
  const moved = applyPatch(order, patch);
  const status = deriveStatus(moved);
  const problem = deriveProblem(moved);
  const nextCheckAt = deriveNextCheckAt(moved);
  const served = status === "PAID" || status === "PARTIALLY_REFUNDED";
  const paidAt = order.paidAt ?? (served ? context.observation.observedAt : null);
  const full: OrderPatch = { ...patch, status, problem, nextCheckAt, paidAt };
  return { patch: full, events: tellFacts({ order, after: applyPatch(order, full), ...context }) };
}

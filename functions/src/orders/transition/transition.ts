import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { isVendorSource, type Source } from "../../checkouts/source.js";
import { addMilliseconds, earliest, type Instant } from "../../shared/instant.js";
import { type Attempt, isPaying } from "../model/attempt.js";
import { applyPatch, type Order, type OrderPatch } from "../model/order.js";
import type { Cause, Fact } from "../model/order-event.js";
import type { RefundLock, RefundRecordPatch } from "../model/refund.js";
import { amountOf } from "../model/stored-content.js";
import { classify, isOvertaken, type Observation, type Outcome, statedTotal } from "./classify.js";
import { dueForCancellation, mustNotBePaid, withUnresolved } from "./derive.js";
import { observe } from "./observe.js";
import { CONFLICT_RECHECK, nextCheck } from "./schedule.js";
import { settleRefund } from "./settle-refund.js";

export type OrderChange = {
  patch: OrderPatch;
  cause: Cause;
  facts?: readonly Fact[];
  refundRecord?: RefundRecordPatch;
};

/**
 * What an observation changes; null when a newer one has counted already. Pure and total. `finish` derives the order's
 * status.
 * @see docs/architecture.md, "Invariants"
 */
export function transition(order: Order, observation: Observation): OrderChange | null {
  const { checkoutId, remote, observedAt, source } = observation;
  const cause: Cause = { at: observedAt, source, checkoutId };
  const attempt = order.attempts[checkoutId];
  // A checkout of another order is never applied: a paid link of a cheap order could pay an expensive one.
  if (!attempt) return { patch: { unresolved: withUnresolved(order, "foreign_checkout") }, cause };
  const outcome = classify({ orderId: order.orderId, checkoutId, attempt, remote, observedAt });
  if (!outcome) return null;
  const observed = observe(attempt, outcome, observation, amountOf(order.content));
  const after = applyPatch(order, { attempts: { [checkoutId]: observed } });
  const isConflict = outcome.kind === "apply" && isOvertaken(attempt, observedAt);
  const nextCheckAt = earliest([
    nextCheck(observed, observedAt, { cancelDue: mustNotBePaid(after, checkoutId, observed) }),
    // The retry after a failed read stays scheduled.
    observed.failedAt && observed.nextCheckAt,
    isConflict ? addMilliseconds(observedAt, CONFLICT_RECHECK) : null,
  ]);
  const pays = isPaying(observed) && !isPaying(attempt);
  const attempts = {
    ...(pays ? dueForCancellation(after, observedAt) : {}),
    [checkoutId]: { ...observed, nextCheckAt },
  };
  const change: OrderChange = { patch: { attempts }, cause };
  // Nothing else shows that a refunded order was paid again by another link.
  const isPaidAgain = pays && order.status === "REFUNDED" && order.paidAt !== null;
  if (isPaidAgain) change.patch.unresolved = withUnresolved(order, "paid_twice");
  return order.refund?.checkoutId === checkoutId
    ? settle(order.refund, change, observed, outcome, observation)
    : change;
}

function settle(
  lock: RefundLock,
  change: OrderChange,
  attempt: Attempt,
  { kind }: Outcome,
  { checkoutId, remote, observedAt: at }: Observation,
): OrderChange {
  const isTrusted = (kind === "apply" || kind === "confirm") && statedTotal(attempt, remote) !== null;
  const { amount, totalRefundedMinor } = attempt;
  // The attempt's total, because an older answer may have raised it.
  const totalMinor = isTrusted ? totalRefundedMinor : null;
  const settled = settleRefund(lock, totalMinor, at);
  const [refund, state] = typeof settled === "string" ? [null, settled] : [settled, settled.state];
  const withRefund = { ...change, patch: { ...change.patch, refund } };
  if (state === lock.state) return withRefund;
  const { referenceId, amountMinor } = lock;
  const about = { checkoutId, amount: { ...amount, minor: amountMinor }, totalRefundedMinor };
  return {
    ...withRefund,
    facts: [{ type: "operation.refund_settled", ...about, detail: state }],
    refundRecord: { referenceId, state, totalAfterMinor: totalMinor, settledAt: at },
  };
}

/** A notification after a read that changed nothing: the vendor's replica may be late, so the rereads begin. */
export function followUpCoalesced(
  order: Order,
  checkoutId: CheckoutId,
  { touchedBy, touchedAt }: { touchedBy: Source; touchedAt: Instant },
): OrderChange | null {
  const attempt = order.attempts[checkoutId];
  const confirmed = !attempt || attempt.unchanged === 0 || attempt.followUp > 0;
  if (confirmed || !isVendorSource(touchedBy)) return null;
  const followed: Attempt = { ...attempt, followUp: 1 };
  const nextCheckAt = earliest([attempt.nextCheckAt, nextCheck(followed, touchedAt, { cancelDue: false })]);
  return {
    patch: { attempts: { [checkoutId]: { ...followed, nextCheckAt } } },
    cause: { at: touchedAt, source: touchedBy, checkoutId },
  };
}

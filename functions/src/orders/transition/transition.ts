import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { isVendorSource, type Source } from "../../checkouts/source.js";
import { addMilliseconds, earliest, type Instant } from "../../shared/instant.js";
import { type Attempt, isPaying } from "../model/attempt.js";
import { applyPatch, type Order, type OrderPatch } from "../model/order.js";
import type { Cause, Fact } from "../model/order-event.js";
import type { RefundLock, RefundRecordPatch } from "../model/refund.js";
import { amountOf } from "../model/stored-content.js";
import { classify, type EffectiveOutcome, type Observation, statedTotal } from "./classify.js";
import { mustNotBePaid, withUnresolved } from "./derive.js";
import { observe } from "./observe.js";
import { CONFLICT_RECHECK, nextCheck } from "./schedule.js";
import { settleRefund } from "./settle-refund.js";

/** `finish` derives the rest when it is written. */
export type OrderChange = {
  patch: OrderPatch;
  cause: Cause;
  facts?: readonly Fact[];
  refundRecord?: RefundRecordPatch;
};

/**
 * What an observation changes; null when a newer one has counted already. Pure and total; it alone decides about money.
 * @see docs/architecture.md, "Invariants"
 */
export function transition(order: Order, observation: Observation): OrderChange | null {
  const { checkoutId, remote, observedAt, source } = observation;
  const cause: Cause = { at: observedAt, source, checkoutId };
  const attempt = order.attempts[checkoutId];
  // A checkout of no attempt moves nothing: a paid cheap one must not confirm an expensive order.
  if (!attempt) return { patch: { unresolved: withUnresolved(order, "foreign_checkout") }, cause };
  const outcome = classify({ orderId: order.orderId, checkoutId, attempt, remote, observedAt });
  if (outcome.kind === "ignore") return null;
  const observed = observe(attempt, outcome, observation, amountOf(order.content));
  const raised = applyPatch(order, { attempts: { [checkoutId]: observed } });
  const attempts: Record<CheckoutId, Attempt> = {};
  for (const [id, one] of Object.entries(raised.attempts) as [CheckoutId, Attempt][]) {
    // The sweep cancels a link that must not be paid.
    const cancelDue = mustNotBePaid(raised, id, one);
    if (id === checkoutId)
      attempts[id] = { ...one, nextCheckAt: scheduleCheck(one, outcome, observation, cancelDue) };
    else if (cancelDue && isPaying(observed) && !isPaying(attempt)) {
      attempts[id] = { ...one, nextCheckAt: observedAt };
    }
  }
  const change: OrderChange = { patch: { attempts }, cause };
  return order.refund ? settle(order.refund, change, observed, outcome, observation) : change;
}

/** Adds to the change what the observation means for the unsettled refund. */
function settle(
  lock: RefundLock,
  change: OrderChange,
  attempt: Attempt,
  { kind }: EffectiveOutcome,
  { checkoutId, remote, observedAt: at }: Observation,
): OrderChange {
  const isTrusted = (kind === "apply" || kind === "confirm") && statedTotal(attempt, remote) !== null;
  const { amount, totalRefundedMinor } = attempt;
  // An older answer that raises the total counts with the raised total.
  const totalMinor = isTrusted ? totalRefundedMinor : null;
  const { refund, outcome } = settleRefund(lock, { checkoutId, totalMinor, at });
  const settled = { ...change, patch: { ...change.patch, refund } };
  if (outcome === null) return settled;
  const { referenceId, amountMinor } = lock;
  const about = { checkoutId, amount: { ...amount, minor: amountMinor }, totalRefundedMinor };
  return {
    ...settled,
    facts: [{ type: "operation.refund_settled", ...about, detail: outcome }],
    refundRecord: { referenceId, state: outcome, totalAfterMinor: totalMinor, settledAt: at },
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

function scheduleCheck(
  attempt: Attempt,
  outcome: EffectiveOutcome,
  { observedAt }: Observation,
  cancelDue: boolean,
): Instant | null {
  const at = nextCheck(attempt, observedAt, { cancelDue });
  // The retry after a failed read stays scheduled.
  const retry = attempt.failedAt === null ? null : attempt.nextCheckAt;
  const overtaken = attempt.observedAt !== observedAt && outcome.kind === "apply";
  return earliest([at, retry, overtaken ? addMilliseconds(observedAt, CONFLICT_RECHECK) : null]);
}

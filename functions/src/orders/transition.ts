import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import { assertNever } from "../shared/assert-never.js";
import { type Attempt, isMoney, isReadFailure } from "./attempt.js";
import { addMilliseconds, compareInstants, earliest, type Instant } from "./instant.js";
import { applyPatch, deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";
import { isVendorSource, type OrderEvent, type Source } from "./order-event.js";
import { CONFLICT_RECHECK, nextCheck } from "./schedule.js";
import { deriveProblem, deriveStatus, withUnresolved } from "./transition-derive.js";
import { tellFacts } from "./transition-events.js";
import { judge, type Verdict } from "./transition-judge.js";

/** What get-checkout answered, and when (Firestore's clock, taken just before the call). */
export type Observation = {
  checkoutId: CheckoutId;
  remote: RemoteCheckout;
  observedAt: Instant;
  source: Source;
};

/** What is to be written: nothing when both are empty. */
export type OrderChange = { patch: OrderPatch; events: OrderEvent[] };

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
  const money = Object.values(raised.attempts).some(({ status }) => isMoney(status));
  const attempts: Record<CheckoutId, Attempt> = {};
  for (const [id, one] of Object.entries(raised.attempts) as [CheckoutId, Attempt][]) {
    // A link that can still be paid beside a paid one (or beside its own double) is due at once: the sweep cancels it.
    const cancelDue = isCancellable(one) && (one.surplus || money);
    if (id === checkoutId)
      attempts[id] = { ...one, nextCheckAt: scheduleCheck(one, verdict, observation, cancelDue) };
    else if (cancelDue && isMoney(observed.status) && !isMoney(attempt.status)) {
      attempts[id] = { ...one, nextCheckAt: observedAt };
    }
  }
  return conclude(order, { attempts }, { attempt, verdict, observation });
}

/** A link that must not be paid any more and that the vendor can still take back. */
export const isCancellable = ({ status }: Attempt): boolean =>
  status === "PENDING" || status === "AUTHORIZED";

/** The attempt as it stands after the verdict, without its next check. */
function observe(
  attempt: Attempt,
  verdict: Exclude<Verdict, { kind: "ignore" }>,
  seen: Observation,
): Attempt {
  const { remote, observedAt, source } = seen;
  const overtaken = attempt.observedAt !== null && compareInstants(observedAt, attempt.observedAt) <= 0;
  const moved = verdict.kind === "apply" || (verdict.kind === "unknown-status" && isNews(attempt, remote));
  const base: Attempt = {
    ...attempt,
    observedAt: overtaken ? attempt.observedAt : observedAt,
    failures: 0,
    unchanged: moved || attempt.observedAt === null ? 0 : attempt.unchanged + 1,
    followUp: followUpStage(attempt, moved, source),
  };
  const { providerStatus, usedPaymentMethod } = remote;
  const method = usedPaymentMethod ?? attempt.method;
  const healed = { anomaly: null, decrease: null };
  switch (verdict.kind) {
    case "confirm":
      return { ...base, ...healed, providerStatus, method };
    case "unknown-status":
      // It neither heals a breach of a law nor agrees or disagrees with anything: only that it was read is known.
      return { ...base, providerStatus, anomaly: isReadFailure(attempt.anomaly) ? null : attempt.anomaly };
    case "anomaly": {
      const { code, seen } = verdict;
      const known = attempt.anomaly?.code === code && attempt.anomaly.seen === seen;
      const decrease = overtaken ? attempt.decrease : null;
      return { ...base, decrease, anomaly: { code, seen }, unchanged: known ? base.unchanged : 0 };
    }
    case "await-agreement": {
      const { status, totalRefundedMinor, since } = verdict;
      return { ...base, anomaly: null, decrease: { status, totalRefundedMinor, since } };
    }
    case "apply":
      return {
        ...base,
        // An older observation raises the money; of the newest one it takes nothing back.
        ...(overtaken ? {} : { ...healed, providerStatus, method }),
        status: verdict.status,
        totalRefundedMinor: verdict.totalRefundedMinor,
        paidAt: attempt.paidAt ?? (isMoney(verdict.status) ? observedAt : null),
        correctedAt: verdict.corrects ? observedAt : attempt.correctedAt,
      };
    default:
      return assertNever(verdict);
  }
}

const isNews = (attempt: Attempt, remote: RemoteCheckout): boolean =>
  attempt.providerStatus !== remote.providerStatus;

/** A vendor's notification that its API does not confirm yet starts the re-reads; each that changes nothing goes on. */
function followUpStage(attempt: Attempt, moved: boolean, source: Source): number {
  if (moved) return 0;
  if (isVendorSource(source)) return 1;
  return attempt.followUp === 0 || attempt.followUp === 3 ? 0 : attempt.followUp + 1;
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
  if (!attempt || !isVendorSource(touchedBy) || attempt.unchanged === 0 || attempt.followUp > 0) return null;
  const followed: Attempt = { ...attempt, followUp: 1 };
  followed.nextCheckAt = nextCheck(followed, attempt.observedAt ?? touchedAt, { cancelDue: false });
  const attempts = { [checkoutId]: followed };
  return { patch: { attempts, nextCheckAt: deriveNextCheckAt(applyPatch(order, { attempts })) } };
}

function scheduleCheck(
  attempt: Attempt,
  verdict: Verdict,
  { observedAt }: Observation,
  cancelDue: boolean,
): Instant | null {
  const at = nextCheck(attempt, observedAt, { cancelDue });
  const overtaken = attempt.observedAt !== observedAt && verdict.kind === "apply";
  return overtaken ? earliest([at, addMilliseconds(observedAt, CONFLICT_RECHECK)]) : at;
}

/** A checkout that is none of this order's moves nothing: a paid cheap one must not confirm a dear order. */
function refuseForeign(order: Order, observation: Observation): OrderChange {
  const patch = withUnresolved(order, "foreign_checkout");
  const after = applyPatch(order, patch);
  return { patch, events: tellFacts({ order, after, observation, attempt: null, verdict: null }) };
}

function conclude(
  order: Order,
  patch: OrderPatch,
  context: { attempt: Attempt; verdict: Verdict; observation: Observation },
): OrderChange {
  const moved = applyPatch(order, patch);
  const status = deriveStatus(moved);
  const problem = deriveProblem(moved);
  const nextCheckAt = deriveNextCheckAt(moved);
  const served = status === "PAID" || status === "PARTIALLY_REFUNDED";
  const paidAt = order.paidAt ?? (served ? context.observation.observedAt : null);
  const full: OrderPatch = { ...patch, status, problem, nextCheckAt, paidAt };
  return { patch: full, events: tellFacts({ order, after: applyPatch(order, full), ...context }) };
}

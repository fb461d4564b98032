import { type Attempt, isMoney } from "./attempt.js";
import type { Order, OrderStatus } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent, type OrderEventType } from "./order-event.js";
import type { Observation } from "./transition.js";
import { problemsOf } from "./transition-derive.js";
import type { Effective } from "./transition-judge.js";

export type Told = {
  order: Order;
  after: Order;
  /** The observed attempt before and after. */
  attempt: Attempt;
  observed: Attempt;
  verdict: Effective;
  observation: Observation;
};

/** The facts that came true between `order` and `after`, each once, in the order in which a reader expects them. */
export function tellFacts({ order, after, attempt, observed, verdict, observation }: Told): OrderEvent[] {
  const { observedAt: at, source, checkoutId, remote } = observation;
  const tell = (type: OrderEventType, detail: string | null = null): OrderEvent => ({
    type,
    from: order.status,
    to: after.status,
    at,
    source,
    checkoutId,
    amount: observed.amount,
    totalRefundedMinor: observed.totalRefundedMinor,
    detail,
    visibility: EVENT_VISIBILITY[type],
  });

  const events: OrderEvent[] = [];
  if (order.paidAt === null && after.paidAt !== null) events.push(tell("order.paid"));
  if (verdict.kind === "apply") {
    for (const type of attemptFacts(attempt, observed, order)) events.push(tell(type));
    if (verdict.late) events.push(tell("order.late_success", attempt.status));
    const moved = STATUS_FACTS[after.status];
    if (moved && order.status !== after.status) events.push(tell(moved));
  }
  if (verdict.kind === "unknown-status" && attempt.providerStatus !== remote.providerStatus) {
    events.push(tell("order.unknown_status", remote.providerStatus));
  }
  return [...events, ...tellProblems(order, after, { at, source, checkoutId })];
}

/** What happened to the money of one attempt. */
function attemptFacts(before: Attempt, now: Attempt, order: Order): OrderEventType[] {
  if (!isMoney(now.status)) return isMoney(before.status) ? ["order.payment_undone"] : [];
  const facts: OrderEventType[] = [];
  const isAnew =
    order.paidAt !== null && !Object.values(order.attempts).some(({ status }) => isMoney(status));
  if (isAnew) facts.push("order.paid_again");
  const others = Object.values(order.attempts).filter((attempt) => attempt !== before);
  if (!isAnew && before.paidAt === null && others.some((attempt) => attempt.paidAt !== null))
    facts.push("order.paid_twice");
  if (before.status !== "CHARGEBACK" && now.status === "CHARGEBACK") facts.push("order.charged_back");
  if (before.status === "CHARGEBACK" && now.status !== "CHARGEBACK") facts.push("order.chargeback_lifted");
  const refund = refundFact(before, now);
  return refund ? [...facts, refund] : facts;
}

function refundFact(before: Attempt, now: Attempt): OrderEventType | null {
  const difference = now.totalRefundedMinor - before.totalRefundedMinor;
  if (difference < 0) return "order.refund_reversed";
  if (now.status === "REFUNDED") {
    // Equal totals beside another word: told before, if a charge back lay between.
    const told = before.status === "REFUNDED" || before.status === "CHARGEBACK";
    return difference > 0 || !told ? "order.refunded" : null;
  }
  if (difference > 0) return "order.partially_refunded";
  const { status } = before;
  if (now.status === "PAID") {
    return status === "REFUNDED" || status === "PARTIALLY_REFUNDED" ? "order.refund_reversed" : null;
  }
  // A vendor that says neither how much: the word alone is the news.
  if (now.status === "PARTIALLY_REFUNDED" && status !== "PARTIALLY_REFUNDED") {
    if (status === "REFUNDED") return "order.refund_reversed";
    return now.totalRefundedMinor === 0 ? "order.partially_refunded" : null;
  }
  return null;
}

/** The event of a status that carries no money; money's facts are told by attempt. */
const STATUS_FACTS: Partial<Record<OrderStatus, OrderEventType>> = {
  PENDING: "order.reopened",
  AUTHORIZED: "order.authorized",
  PENDING_CONFIRMATION: "order.pending_confirmation",
  FAILED: "order.failed",
  CANCELLED: "order.cancelled",
  EXPIRED: "order.expired",
};

/** Each problem that began between `before` and `after`, and the end of the last one; for any change of an order. */
export function tellProblems(
  before: Order,
  after: Order,
  seen: Pick<OrderEvent, "at" | "source" | "checkoutId">,
): OrderEvent[] {
  const known = problemsOf(before);
  const present = problemsOf(after);
  const tell = (type: OrderEventType, detail: string | null): OrderEvent => ({
    ...seen,
    type,
    from: before.status,
    to: after.status,
    amount: after.amount,
    totalRefundedMinor: null,
    detail,
    visibility: EVENT_VISIBILITY[type],
  });
  const begun = [...present].filter(([key]) => !known.has(key));
  const events = begun.map(([, { detail }]) => tell("order.problem", detail));
  if (known.size > 0 && present.size === 0) events.push(tell("order.problem_resolved", before.problem));
  return events;
}

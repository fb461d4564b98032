import type { ProviderStatus } from "../pointcheckout/responses.js";
import { type Attempt, isMoney } from "./attempt.js";
import type { Order, OrderStatus } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent, type OrderEventType } from "./order-event.js";
import type { Observation } from "./transition.js";
import type { Verdict } from "./transition-judge.js";

type Told = {
  order: Order;
  after: Order;
  /** The attempt before the observation; null when the checkout is none of the order's. */
  attempt: Attempt | null;
  verdict: Verdict | null;
  observation: Observation;
};

/** The facts that came true between `order` and `after`, each once, in the order in which a reader expects them. */
export function tellFacts(told: Told): OrderEvent[] {
  const { order, after, attempt, verdict, observation } = told;
  const observed = after.attempts[observation.checkoutId];
  const tell = (type: OrderEventType, detail: string | null = null): OrderEvent => ({
    type,
    from: order.status,
    to: after.status,
    at: observation.observedAt,
    source: observation.source,
    checkoutId: observation.checkoutId,
    amount: observed?.amount ?? null,
    totalRefundedMinor: observed?.totalRefundedMinor ?? null,
    detail,
    visibility: EVENT_VISIBILITY[type],
  });

  const events: OrderEvent[] = [];
  if (order.paidAt === null && after.paidAt !== null) events.push(tell("order.paid"));
  if (attempt && observed && verdict?.kind === "apply") {
    for (const type of attemptFacts(attempt, observed, order)) events.push(tell(type));
    if (verdict.late) events.push(tell("order.late_success", attempt.status));
    const moved = statusFact(order.status, after.status);
    if (moved && !isMoney(observed.status)) events.push(tell(moved));
  }
  if (
    attempt &&
    verdict?.kind === "unknown-status" &&
    attempt.providerStatus !== observation.remote.providerStatus
  ) {
    events.push(tell("order.unknown_status", observation.remote.providerStatus));
  }
  return [...events, ...problemFacts(told).map(([type, detail]) => tell(type, detail))];
}

/** What happened to the money of one attempt. */
function attemptFacts(before: Attempt, now: Attempt, order: Order): OrderEventType[] {
  const facts: OrderEventType[] = [];
  if (!isMoney(now.status)) return facts;
  const first = before.paidAt === null;
  const others = Object.values(order.attempts).filter((attempt) => attempt !== before);
  if (first && others.some((attempt) => attempt.paidAt !== null)) facts.push("order.paid_twice");
  if (!first && before.status === "CHARGEBACK" && now.status !== "CHARGEBACK")
    facts.push("order.chargeback_lifted");
  else if (!first && now.correctedAt !== before.correctedAt) facts.push("order.refund_reversed");
  else if (now.status === "CHARGEBACK") {
    if (before.status !== "CHARGEBACK") facts.push("order.charged_back");
  } else if (now.status === "REFUNDED") facts.push("order.refunded");
  else if (now.status === "PARTIALLY_REFUNDED" || now.totalRefundedMinor > before.totalRefundedMinor) {
    facts.push("order.partially_refunded");
  }
  return facts;
}

const STATUS_FACTS: Partial<Record<ProviderStatus, OrderEventType>> = {
  PENDING: "order.reopened",
  AUTHORIZED: "order.authorized",
  PENDING_CONFIRMATION: "order.pending_confirmation",
  FAILED: "order.failed",
  CANCELLED: "order.cancelled",
  EXPIRED: "order.expired",
};

/** The event of a status that carries no money; money's facts are told by attempt. */
function statusFact(from: OrderStatus, to: OrderStatus): OrderEventType | undefined {
  if (from === to || to === "DRAFT" || to === "CREATING") return undefined;
  return STATUS_FACTS[to];
}

function problemFacts({ order, after, attempt, verdict }: Told): [OrderEventType, string][] {
  const facts: [OrderEventType, string][] = [];
  if (verdict?.kind === "anomaly") {
    const { code, seen } = verdict;
    const known = attempt?.anomaly?.code === code && attempt.anomaly.seen === seen;
    if (!known) facts.push(["order.problem", `${code}: ${seen}`]);
  } else if (after.problem !== null && after.problem !== order.problem) {
    facts.push(["order.problem", after.problem]);
  }
  if (order.problem !== null && after.problem === null) facts.push(["order.problem_resolved", order.problem]);
  return facts;
}

import { type Attempt, hasUnknownStatus, isPaying, isUnapplied } from "../model/attempt.js";
import { listAttempts, type Order } from "../model/order.js";
import {
  type Cause,
  EVENT_VISIBILITY,
  type Fact,
  type OrderEvent,
  type OrderEventType,
} from "../model/order-event.js";
import {
  hasBeenPaid,
  isRefundable,
  isSecured,
  isTakenBack,
  isTerminalUnpaid,
  type OrderStatus,
  refundStage,
} from "../model/order-status.js";
import { amountOf } from "../model/stored-content.js";
import { decidingPayment, derive, problemsOf } from "./derive.js";

type Decided = { after: Order; cause: Cause; facts?: readonly Fact[] };

/** Pure. The store calls it with each commit, so no decision can forget it. @param before null for the first write */
export function finish(before: Order | null, { after: moved, cause, facts = [] }: Decided) {
  const derived = derive(moved);
  const paidAt = moved.paidAt ?? (isRefundable(derived.status) ? cause.at : null);
  const after: Order = { ...moved, ...derived, paidAt };
  const events = buildEvents(before, after, cause, facts);
  const eventCount = (before?.eventCount ?? 0) + events.length;
  return { order: { ...after, eventCount }, events };
}

/** The events of a change: what its decision reports, then what became true between `before` and `after`. */
function buildEvents(before: Order | null, after: Order, cause: Cause, facts: readonly Fact[]): OrderEvent[] {
  const changes = listChanges(before, after);
  // `order.paid` is reported once, of the payment that made the order paid.
  const payment = !before?.paidAt && after.paidAt ? decidingPayment(after) : null;
  const all = [
    ...facts,
    ...changes.flatMap((change) => [
      ...linkFacts(change),
      ...(change.now === payment ? [paidFact(change, after)] : []),
      ...attemptFacts(change, before?.paidAt ?? null),
    ]),
    ...statusFacts(before, after, changes),
    ...problemFacts(before, after),
  ];
  const { at, source, checkoutId = null } = cause;
  return all.map(({ type, note, ...about }) => ({
    type,
    from: before?.status ?? "DRAFT",
    to: after.status,
    at,
    source,
    checkoutId,
    amount: amountOf(after.content),
    totalRefundedMinor: null,
    detail: null,
    ...about,
    // After a redaction only its own reason is kept: another may name the customer.
    ...(note !== undefined && (!before?.redactedAt || type === "operation.redact") && { note }),
    visibility: EVENT_VISIBILITY[type],
  }));
}

const UNSEEN = {
  status: "PENDING",
  counts: null,
  providerStatus: "",
  totalRefundedMinor: 0,
  paidAt: null,
} as const satisfies Partial<Attempt>;

type Change = {
  was: Pick<Attempt, keyof typeof UNSEEN>;
  now: Attempt;
  about: Pick<OrderEvent, "checkoutId" | "amount" | "totalRefundedMinor">;
  others: readonly Attempt[];
};

function listChanges(before: Order | null, after: Order): Change[] {
  const known: Order["attempts"] = { ...before?.attempts };
  return listAttempts(after).flatMap(([checkoutId, now]) => {
    const was = known[checkoutId];
    if (was === now) return [];
    const others = listAttempts({ attempts: known }).flatMap(([id, one]) => (id === checkoutId ? [] : [one]));
    known[checkoutId] = now;
    const { amount, totalRefundedMinor } = now;
    return { was: was ?? UNSEEN, now, about: { checkoutId, amount, totalRefundedMinor }, others };
  });
}

const linkFacts = ({ was, now, about }: Change): Fact[] =>
  was === UNSEEN ? [{ type: "order.link_created", ...about, detail: now.requestId }] : [];

function paidFact({ about }: Change, { cashAmount }: Order): Fact {
  return { type: "order.paid", ...about, ...(cashAmount && { cashAmount }) };
}

function attemptFacts({ was, now, about, others }: Change, paidBefore: Order["paidAt"]): Fact[] {
  const facts: [OrderEventType, string?][] = [];
  if (isPaying(was) && !hasBeenPaid(now.status)) facts.push(["order.payment_undone"]);
  if (isPaying(now) && !isPaying(was)) {
    const isAnew = paidBefore !== null && ![...others, was].some(isPaying);
    const isSecond = others.some(({ paidAt, counts }) => paidAt !== null && counts !== null);
    if (isAnew) facts.push(["order.paid_again"]);
    else if (isSecond && (was.paidAt === null || was.counts === null)) facts.push(["order.paid_twice"]);
  }
  if (isUnapplied(now) && !isUnapplied(was)) facts.push(["order.amount_differs"]);
  const [wasTakenBack, isNow] = [isTakenBack(was.status), isTakenBack(now.status)];
  if (!wasTakenBack && isNow) facts.push(["order.charged_back"]);
  if (wasTakenBack && hasBeenPaid(now.status) && !isNow) facts.push(["order.chargeback_lifted"]);
  const refund = hasBeenPaid(now.status) ? refundFact(was, now) : null;
  if (refund) facts.push([refund]);
  if (isTerminalUnpaid(was.status) && isSecured(now.status)) facts.push(["order.late_success", was.status]);
  if (hasUnknownStatus(now) && was.providerStatus !== now.providerStatus)
    facts.push(["order.unknown_status", now.providerStatus]);
  return facts.map(([type, detail = null]) => ({ type, ...about, detail }));
}

function refundFact(was: Change["was"], now: Attempt): OrderEventType | null {
  const difference = now.totalRefundedMinor - was.totalRefundedMinor;
  if (difference < 0) return "order.refund_reversed";
  // Same total, other status: reported already if a chargeback came between.
  const isReported = was.status === now.status || isTakenBack(was.status);
  if (now.status === "REFUNDED") return difference > 0 || !isReported ? "order.refunded" : null;
  // A chargeback may state a refund of the whole, which is not reported again when the status says so.
  const isWhole = isTakenBack(now.status) && now.totalRefundedMinor >= now.amount.minor;
  if (difference > 0) return isWhole ? "order.refunded" : "order.partially_refunded";
  const [before, after] = [refundStage(was.status), refundStage(now.status)];
  if (after >= 0 && before > after) return "order.refund_reversed";
  // The vendor does not say how much.
  const isUnstated = now.status === "PARTIALLY_REFUNDED" && now.totalRefundedMinor === 0;
  return isUnstated && !isReported ? "order.partially_refunded" : null;
}

/** Events about money are made per attempt. */
const STATUS_FACTS: Partial<Record<OrderStatus, OrderEventType>> = {
  PENDING: "order.reopened",
  AUTHORIZED: "order.authorized",
  PENDING_CONFIRMATION: "order.pending_confirmation",
  FAILED: "order.failed",
  CANCELLED: "order.cancelled",
  EXPIRED: "order.expired",
};

/** Only if an attempt's status moved: a new or withheld link alone reports no `order.reopened`. */
function statusFacts(before: Order | null, after: Order, changes: readonly Change[]): Fact[] {
  const type = STATUS_FACTS[after.status];
  if (!type || before?.status === after.status) return [];
  const reopens = ({ was, now }: Change) => was !== UNSEEN && !hasBeenPaid(now.status);
  const moved = changes.find(
    (change) => change.was.status !== change.now.status && (after.status !== "PENDING" || reopens(change)),
  );
  return moved ? [{ type, ...moved.about }] : [];
}

function problemFacts(before: Order | null, after: Order): Fact[] {
  const known = before ? problemsOf(before) : new Map<string, never>();
  const present = problemsOf(after);
  const begun = [...present].filter(([key]) => !known.has(key));
  const facts: Fact[] = begun.map(([, { detail }]) => ({ type: "order.problem", detail }));
  if (before && known.size > 0 && present.size === 0)
    facts.push({ type: "order.problem_resolved", detail: before.problem });
  return facts;
}

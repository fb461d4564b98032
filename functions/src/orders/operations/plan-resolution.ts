import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Instant } from "../../shared/instant.js";
import { type Attempt, isResolvedAs, isUnapplied, type Resolution } from "../model/attempt.js";
import { operationFact } from "../model/operation.js";
import { listAttempts, type Order, type OrderPatch, type ProblemCode } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { Fact } from "../model/order-event.js";
import type { RefundRecordPatch, RefundState } from "../model/refund.js";
import type { OrderWrite } from "../store/order-store.js";
import { keptMoney, problemsOf } from "../transition/derive.js";

/**
 * `keep_order`: the order stays as it is, and what was seen is no problem any more. `follow_vendor`: a payment that the
 * vendor no longer speaks of is gone. `refund_done`, `refund_not_done`: what has become of the refund that is not settled.
 * `accept_payment`: money for another amount pays the order. `refund_payment`: such money is given back.
 */
export const DECISIONS = [
  "keep_order",
  "follow_vendor",
  "refund_done",
  "refund_not_done",
  "accept_payment",
  "refund_payment",
] as const;
export type Decision = (typeof DECISIONS)[number];

export type ResolutionCommand = {
  orderId: string;
  decision: Decision;
  /** Null: the order's only one. */
  problem: ProblemCode | null;
  note: string;
  /** The administrator. */
  uid: string;
};

/** Which decisions a problem leaves to a human; without any it has to be repaired, as the sentence says. */
const OPEN_TO: Record<ProblemCode, { decisions: readonly Decision[] } | { repair: string }> = {
  identity_mismatch: { decisions: ["keep_order"] },
  unpaid_after_paid: { decisions: ["keep_order", "follow_vendor"] },
  refund_total_implausible: { decisions: ["keep_order"] },
  refund_mismatch: { decisions: ["refund_done", "refund_not_done"] },
  refund_unknown: { decisions: ["refund_not_done"] },
  amount_absent: { decisions: ["keep_order"] },
  amount_differs: { decisions: ["accept_payment", "refund_payment"] },
  paid_twice: { decisions: ["keep_order"] },
  foreign_checkout: { decisions: ["keep_order"] },
  request_conflict: { decisions: ["keep_order"] },
  link_host_refused: { decisions: ["keep_order"] },
  credentials_rejected: { repair: "Correct the key and secret; the next read ends it." },
  checkout_unknown: { repair: "Find out whose account or host the checkout is of; the next read ends it." },
  contract_violation: { repair: "The product has to learn the vendor's new form; the next read ends it." },
};

/**
 * What a decision writes; null when the order does not have the problem any more, as when the call is repeated. Pure.
 *
 * @throws OrderError `invalid-argument` when it is not clear which problem is meant, `failed-precondition` when that one
 * is not to be decided so
 */
export function planResolution(order: Order, command: ResolutionCommand, at: Instant): OrderWrite | null {
  const code = chooseProblem(order, command.problem);
  if (code === null) return null;
  requireDecidable(code, command.decision);
  const decided = decide(order, code, command, at);
  if (decided === null) return null;
  const { patch, checkoutId, refundRecord } = decided;
  const operator = { uid: command.uid, reason: command.note };
  const detail = `${command.decision} ${code}`;
  const facts: Fact[] = [operationFact("operation.resolve", operator, { checkoutId, detail })];
  if (refundRecord && order.refund) {
    const amount = order.attempts[order.refund.checkoutId]?.amount;
    const about = {
      checkoutId,
      detail: refundRecord.state,
      ...(amount && { amount: { ...amount, minor: order.refund.amountMinor } }),
    };
    facts.push(operationFact("operation.refund_settled", operator, about));
  }
  return {
    patch,
    cause: { at, source: "operator", checkoutId },
    facts,
    ...(refundRecord && { refundRecord }),
  };
}

/** The problem that is meant; null when the order has none, or not that one. */
export function chooseProblem(order: Order, named: ProblemCode | null): ProblemCode | null {
  const codes = [...new Set([...problemsOf(order).values()].map(({ code }) => code))];
  if (named !== null) return codes.includes(named) ? named : null;
  const [first = null, second] = codes;
  if (second === undefined) return first;
  const message = `the order has more than one problem (${codes.join(", ")}): say which`;
  throw new OrderError("invalid-argument", `problem: ${message}`, [{ path: "problem", message }]);
}

function requireDecidable(code: ProblemCode, decision: Decision): void {
  const open = OPEN_TO[code];
  if ("repair" in open) {
    throw refuse(`${code} is not to be decided but repaired. ${open.repair}`);
  }
  if (open.decisions.includes(decision)) return;
  throw refuse(`${decision} does not settle ${code}. Possible: ${open.decisions.join(", ")}.`);
}

const refuse = (message: string) =>
  new OrderError("failed-precondition", message, [{ path: "decision", message }]);

type Decided = {
  patch: OrderPatch;
  checkoutId: CheckoutId | null;
  refundRecord?: RefundRecordPatch & { state: RefundState };
};

function decide(
  order: Order,
  code: ProblemCode,
  { decision }: ResolutionCommand,
  at: Instant,
): Decided | null {
  if (decision === "refund_done" || decision === "refund_not_done") return settleRefund(order, decision, at);
  if (decision === "accept_payment" || decision === "refund_payment") return decideUnapplied(order, decision);
  if (code === "paid_twice") return { patch: { keptPayments: keptMoney(order.attempts) }, checkoutId: null };
  if (order.unresolved.includes(code)) {
    const unresolved = order.unresolved.filter((one) => one !== code);
    return { patch: { unresolved }, checkoutId: null };
  }
  return rule(order, code, decision, at);
}

/** An attempt's anomaly is decided for exactly what was seen. To follow the vendor it is looked up first, and due now. */
function rule(order: Order, code: ProblemCode, decision: Resolution, at: Instant): Decided | null {
  const attempts: Record<CheckoutId, Attempt> = {};
  for (const [id, attempt] of listAttempts(order)) {
    const { anomaly } = attempt;
    if (anomaly?.code !== code || isResolvedAs(attempt, decision, anomaly)) continue;
    const resolved: Attempt = { ...attempt, resolution: { decision, ...anomaly } };
    attempts[id] =
      decision === "keep_order" ? { ...resolved, anomaly: null } : { ...resolved, nextCheckAt: at };
  }
  const [only, other] = Object.keys(attempts) as CheckoutId[];
  if (only === undefined) return null;
  return { patch: { attempts }, checkoutId: other === undefined ? only : null };
}

/** The payments for another amount than the order's, the oldest first. */
export const unappliedPayments = (order: Order): CheckoutId[] =>
  listAttempts(order).flatMap(([id, attempt]) => (isUnapplied(attempt) ? [id] : []));

/** What is accepted pays the order as it is; what is to be given back stays a problem until it is. */
function decideUnapplied(order: Order, decision: "accept_payment" | "refund_payment"): Decided | null {
  const attempts: Record<CheckoutId, Attempt> = {};
  const [first, other] = unappliedPayments(order);
  for (const id of decision === "accept_payment" ? unappliedPayments(order) : []) {
    const attempt = order.attempts[id];
    if (attempt) attempts[id] = { ...attempt, counts: "accepted" };
  }
  return first === undefined ? null : { patch: { attempts }, checkoutId: other === undefined ? first : null };
}

function settleRefund(order: Order, decision: Decision, at: Instant): Decided | null {
  const { refund } = order;
  if (!refund) return null;
  const { referenceId, checkoutId } = refund;
  const state = decision === "refund_done" ? "done" : "abandoned";
  const totalAfterMinor = order.attempts[checkoutId]?.totalRefundedMinor ?? null;
  const refundRecord = { referenceId, state, totalAfterMinor, settledAt: at } as const;
  return { patch: { refund: null }, checkoutId, refundRecord };
}

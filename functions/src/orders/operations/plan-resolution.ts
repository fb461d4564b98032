import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Instant } from "../../shared/instant.js";
import { type Attempt, isResolvedAs, isUnapplied, type Resolution } from "../model/attempt.js";
import { operationFact } from "../model/operation.js";
import { listAttempts, type Order, type OrderPatch } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { Fact } from "../model/order-event.js";
import { type Decision, decisionsOf, PROBLEMS, type ProblemCode } from "../model/problems.js";
import type { RefundRecordPatch, RefundState } from "../model/refund.js";
import type { OrderWrite } from "../store/order-store.js";
import { keptMoney, problemsOf } from "../transition/derive.js";

export type ResolutionCommand = {
  orderId: string;
  decision: Decision;
  /** Null: the order's only one. */
  problem: ProblemCode | null;
  note: string;
  uid: string;
};

/**
 * What a decision writes; null when the problem is gone. Pure.
 * @throws OrderError `invalid-argument` when several problems could be meant, `failed-precondition` when this decision
 * does not apply
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

export function chooseProblem(order: Order, named: ProblemCode | null): ProblemCode | null {
  const codes = [...new Set([...problemsOf(order).values()].map(({ code }) => code))];
  if (named !== null) return codes.includes(named) ? named : null;
  const [first = null, second] = codes;
  if (second === undefined) return first;
  const message = `the order has more than one problem (${codes.join(", ")}): say which`;
  throw new OrderError("invalid-argument", `problem: ${message}`, [{ path: "problem", message }]);
}

function requireDecidable(code: ProblemCode, decision: Decision): void {
  const decisions = decisionsOf(code);
  if (decisions.includes(decision)) return;
  throw refuse(
    decisions.length === 0
      ? `${code} cannot be decided, only repaired. ${PROBLEMS[code].remedy}`
      : `${decision} does not settle ${code}. Possible: ${decisions.join(", ")}.`,
  );
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

/** Decides exactly the anomaly that was seen. To follow the vendor, the attempt is read now. */
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

/** The oldest first. */
export const unappliedPayments = (order: Order): CheckoutId[] =>
  listAttempts(order).flatMap(([id, attempt]) => (isUnapplied(attempt) ? [id] : []));

/** A payment to be refunded stays a problem until it is refunded. */
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

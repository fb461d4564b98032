import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Instant } from "../../shared/instant.js";
import { type Attempt, isResolvedAs, type Resolution } from "../model/attempt.js";
import { changeAttempts, listAttempts, type Order, refundAmount, requireOrder } from "../model/order.js";
import { OrderError, refuse, refuseInput } from "../model/order-error.js";
import { type Operator, operationFact } from "../model/order-event.js";
import { isRefundable } from "../model/order-status.js";
import { type Decision, decisionsOf, PROBLEMS, type ProblemCode } from "../model/problems.js";
import type { RefundRecordPatch, RefundState } from "../model/refund.js";
import { lookUp } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderWrite } from "../store/order-store.js";
import { dueForCancellation, keptMoney, problemCodesOf, undecidedPayments } from "../transition/derive.js";
import type { ResolutionInput } from "./operation-input.js";
import { answerFor } from "./refresh-order.js";
import { type RefundDependencies, refundPayment } from "./refund-payment.js";

/**
 * Writes no status: a read at the vendor moves the order. Safe to repeat.
 * @returns `decided`: false when the problem is gone or decided already
 * @throws OrderError see {@link planResolution}; `not-found`; `unavailable`
 */
export async function resolveProblem(deps: RefundDependencies, input: ResolutionInput, { uid }: Operator) {
  const command = { ...input, uid };
  const { orderId, decision } = command;
  const settlesRefund = decision === "refund_done" || decision === "refund_not_done";
  const seenBefore = settlesRefund && (await seeRefunded(deps, orderId));
  const { before, isWritten } = await changeOrder(deps.orders, orderId, ({ order, readTime }) =>
    planResolution(requireOrder(order), command, readTime),
  );
  const decided = isWritten ? idsOf(undecidedPayments(requireOrder(before.order))) : [];
  const seenAfter =
    (decision === "follow_vendor" && (await followVendor(deps, orderId))) ||
    (decision === "refund_payment" && (await refundUnapplied(deps, command, decided)));
  return { ...answerFor(await readOrder(deps, orderId), seenBefore || seenAfter), decided: isWritten };
}

/** The refund may have become clear by itself. */
async function seeRefunded(deps: RefundDependencies, orderId: string): Promise<boolean> {
  const { refund } = await readOrder(deps, orderId);
  if (!refund) return false;
  const { isSeen } = await lookUp(deps, orderId, refund.checkoutId);
  if (isSeen) return true;
  const message = "PointCheckout cannot be read at the moment. Nothing was decided. Call again.";
  throw new OrderError("unavailable", message);
}

/** The sweep reads them if this call cannot. */
async function followVendor(deps: RefundDependencies, orderId: string): Promise<boolean> {
  let isFresh = true;
  for (const [checkoutId, attempt] of listAttempts(await readOrder(deps, orderId))) {
    const { anomaly } = attempt;
    if (!anomaly || !isResolvedAs(attempt, "follow_vendor", anomaly)) continue;
    const { isSeen } = await lookUp(deps, orderId, checkoutId);
    isFresh &&= isSeen;
  }
  return isFresh;
}

/** A refund that ended so is not the one that is wanted now. */
const OVER: ReadonlySet<RefundState> = new Set(["done", "refused", "abandoned"]);

/** The checkout id makes the reference, so that a decision is repeatable; with a number after a refund that is over. */
async function nextReference({ orders }: RefundDependencies, orderId: string, checkoutId: CheckoutId) {
  for (let number = 1; ; number += 1) {
    const referenceId = `amount-differs-${checkoutId}${number === 1 ? "" : `-${number}`}`;
    const record = await orders.readRefund(orderId, referenceId);
    if (!record || !OVER.has(record.state)) return { referenceId, begun: record };
  }
}

/** @param decided those that the decision was about: one may be accepted or kept since, which its refund refuses */
async function refundUnapplied(
  deps: RefundDependencies,
  { orderId, note, uid, problem = "amount_differs" }: ResolutionCommand,
  decided: readonly CheckoutId[],
): Promise<boolean> {
  if (problem !== "amount_differs") return false;
  const unapplied = new Set([...decided, ...idsOf(undecidedPayments(await readOrder(deps, orderId)))]);
  let isSeen = false;
  for (const checkoutId of unapplied) {
    const { referenceId, begun } = await nextReference(deps, orderId, checkoutId);
    // It may have been undone, or given back by another administrator: then a refund that is over needs no further one.
    const { attempts } = await readOrder(deps, orderId);
    const status = attempts[checkoutId]?.status;
    if (!status || !isRefundable(status)) continue;
    const whole = { orderId, checkoutId, referenceId, reason: begun?.reason ?? note, isUnapplied: true };
    await refundPayment(deps, whole, { uid, admin: true });
    isSeen = true;
  }
  return isSeen;
}

const readOrder = async ({ orders }: RefundDependencies, orderId: string): Promise<Order> =>
  requireOrder((await orders.read(orderId)).order);

export type ResolutionCommand = ResolutionInput & { uid: string };

/** Null when the problem is gone. Pure. @throws OrderError `invalid-argument`, `failed-precondition` */
export function planResolution(order: Order, command: ResolutionCommand, at: Instant): OrderWrite | null {
  const { decision, uid, note } = command;
  const code = chooseProblem(order, command);
  const decided = code && decide(order, code, decision, at);
  if (!decided) return null;
  const { patch, checkoutIds = [], refundRecord } = decided;
  const [checkoutId = null] = checkoutIds.length === 1 ? checkoutIds : [];
  const operator = { uid, reason: note };
  const facts = [operationFact("operation.resolve", operator, { checkoutId, detail: `${decision} ${code}` })];
  if (refundRecord && order.refund) {
    const settled = { checkoutId, detail: refundRecord.state, ...refundAmount(order, order.refund) };
    facts.push(operationFact("operation.refund_settled", operator, settled));
  }
  const cause = { at, source: "operator", checkoutId } as const;
  return { patch, cause, facts, ...(refundRecord && { refundRecord }) };
}

function chooseProblem(order: Order, { problem: named, decision }: ResolutionCommand): ProblemCode | null {
  const codes = problemCodesOf(order);
  if (named === undefined && codes.length > 1)
    throw refuseInput("problem", `the order has more than one problem (${codes.join(", ")}): say which`);
  const code = codes.find((one) => named === undefined || one === named);
  if (code === undefined) return null;
  const decisions = decisionsOf(code);
  if (decisions.includes(decision)) return code;
  throw refuse(
    decisions.length === 0
      ? `${code} cannot be decided, only repaired. ${PROBLEMS[code].remedy}`
      : `${decision} does not settle ${code}. Possible: ${decisions.join(", ")}.`,
    "decision",
  );
}

type Decided = Pick<OrderWrite, "patch"> & {
  /** The event names the only one. */
  checkoutIds?: readonly CheckoutId[];
  refundRecord?: RefundRecordPatch & { state: RefundState };
};

/** @param decision one that settles the problem */
function decide(order: Order, code: ProblemCode, decision: Decision, at: Instant): Decided | null {
  if (decision === "refund_done" || decision === "refund_not_done") return decideRefund(order, decision, at);
  if (code === "amount_differs" || decision === "accept_payment" || decision === "refund_payment")
    return decideUnapplied(order, decision, at);
  const unresolved = order.unresolved.filter((one) => one !== code);
  if (code === "paid_twice")
    return { patch: { keptPayments: [...order.keptPayments, ...keptMoney(order.attempts)], unresolved } };
  if (order.unresolved.includes(code)) return { patch: { unresolved } };
  return decideAnomaly(order, code, decision, at);
}

/** Decides exactly the anomaly that was seen. To follow the vendor, the attempt is read now. */
function decideAnomaly(order: Order, code: ProblemCode, decision: Resolution, at: Instant): Decided | null {
  const decided = listAttempts(order).filter(
    ([, attempt]) => attempt.anomaly?.code === code && !isResolvedAs(attempt, decision, attempt.anomaly),
  );
  const attempts = changeAttempts(decided, (attempt) => ({
    ...attempt,
    resolution: attempt.anomaly && { decision, ...attempt.anomaly },
    ...(decision === "keep_order" ? { anomaly: null } : { nextCheckAt: at }),
  }));
  return decided.length > 0 ? { patch: { attempts }, checkoutIds: idsOf(decided) } : null;
}

const idsOf = (payments: readonly [CheckoutId, Attempt][]): CheckoutId[] => payments.map(([id]) => id);

/** A payment to be refunded stays a problem until it is refunded. */
function decideUnapplied(order: Order, decision: Decision, at: Instant): Decided {
  const unapplied = undecidedPayments(order);
  const checkoutIds = idsOf(unapplied);
  if (decision === "refund_payment") return { patch: {}, checkoutIds };
  const { refund, keptPayments } = order;
  if (refund && checkoutIds.includes(refund.checkoutId))
    throw refuse(`The payment is being given back: refund ${refund.referenceId} is ${refund.state}.`);
  if (decision === "keep_order")
    return { patch: { keptPayments: [...keptPayments, ...checkoutIds] }, checkoutIds };
  const accepted = changeAttempts(unapplied, (attempt) => ({ ...attempt, counts: "accepted" }));
  const others = dueForCancellation({ attempts: { ...order.attempts, ...accepted } }, at);
  return { patch: { attempts: { ...others, ...accepted } }, checkoutIds };
}

function decideRefund(order: Order, decision: Decision, at: Instant): Decided | null {
  const { refund } = order;
  if (!refund) return null;
  const { referenceId, checkoutId } = refund;
  const state = decision === "refund_done" ? "done" : "abandoned";
  const totalAfterMinor = order.attempts[checkoutId]?.totalRefundedMinor ?? null;
  const refundRecord = { referenceId, state, totalAfterMinor, settledAt: at } as const;
  return { patch: { refund: null }, checkoutIds: [checkoutId], refundRecord };
}

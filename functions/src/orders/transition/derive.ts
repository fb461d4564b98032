import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { ProviderStatus } from "../../pointcheckout/responses.js";
import { earliest, type Instant } from "../../shared/instant.js";
import { toDecimalText } from "../../shared/money.js";
import { type Attempt, isMixedUp, isPaid, isPaying, isUnapplied } from "../model/attempt.js";
import {
  changeAttempts,
  type Derived,
  listAttempts,
  type Order,
  presentAttempt,
  type ShownLink,
} from "../model/order.js";
import { isCancellable, isUnderway, moneyRank, type OrderStatus } from "../model/order-status.js";
import { PROBLEM_CODES, type ProblemCode } from "../model/problems.js";
import { leasedRequest } from "../model/request.js";
import { amountOf, isSameAmount } from "../model/stored-content.js";

type Underived = Pick<Order, "content" | "attempts" | "requests" | "unresolved" | "keptPayments" | "refund">;

/** Everything that follows from content and payment. No other code sets these fields. */
export function derive(order: Underived): Derived {
  const deciding = decidingPayment(order);
  const inCurrency = (minor: number | null | undefined) =>
    deciding && minor != null ? { ...deciding.amount, minor } : null;
  return {
    status: deriveStatus(order),
    problem: deriveProblem(order),
    nextCheckAt: deriveNextCheckAt(order),
    link: deriveLink(order),
    paid: inCurrency(deciding?.amount.minor),
    refunded: inCurrency(deciding?.totalRefundedMinor),
    cashAmount: inCurrency(deciding?.cashAmountMinor),
    method: deciding?.method ?? null,
  };
}

export function decidingPayment({ attempts }: Pick<Order, "attempts">): Attempt | null {
  const paying = listAttempts({ attempts }).filter(([, attempt]) => isPaying(attempt));
  return paying.sort(([, a], [, b]) => moneyRank(b.status) - moneyRank(a.status))[0]?.[1] ?? null;
}

/** A payment that counts decides first, then one that is underway, then the present link. */
export function deriveStatus(order: Pick<Order, "attempts" | "requests">): OrderStatus {
  const deciding = decidingPayment(order);
  if (deciding) return deciding.status;
  const underway = paymentUnderway(order);
  if (underway) return underway;
  if (leasedRequest(order)) return "CREATING";
  const present = presentAttempt(order)?.[1];
  if (!present) return "DRAFT";
  return isUnapplied(present) ? "PENDING" : present.status;
}

/** Also by a link that is not the present one. An authorization goes first. */
export function paymentUnderway({ attempts }: Pick<Order, "attempts">): ProviderStatus | null {
  const statuses = Object.values(attempts).map(({ status }) => status);
  return statuses.find((status) => status === "AUTHORIZED") ?? statuses.find(isUnderway) ?? null;
}

export function deriveNextCheckAt(order: Pick<Order, "attempts" | "requests" | "refund">): Instant | null {
  return earliest([
    ...Object.values(order.attempts).map(({ nextCheckAt }) => nextCheckAt),
    ...order.requests.map(({ searchAt }) => searchAt),
    order.refund?.nextCheckAt,
  ]);
}

/** Only while the link can be paid, for the order and its amount, and no payment is underway by another. */
function deriveLink(order: Underived): ShownLink | null {
  const [checkoutId, present] = presentAttempt(order) ?? [];
  if (!checkoutId || !present?.url || mustNotBePaid(order, checkoutId, present)) return null;
  if (present.status !== "PENDING" || isMixedUp(present) || paymentUnderway(order)) return null;
  if (!isSameAmount(present.amount, amountOf(order.content))) return null;
  const { url, displayId, requestId, expiresAt } = present;
  return { url, checkoutId, displayId, requestId, expiresAt };
}

type Troubled = Pick<Order, "attempts" | "unresolved" | "keptPayments" | "refund">;

export function deriveProblem(order: Troubled): ProblemCode | null {
  const present = problemCodesOf(order);
  return PROBLEM_CODES.find((code) => present.includes(code)) ?? null;
}

export const problemCodesOf = (order: Troubled): ProblemCode[] => [
  ...new Set([...problemsOf(order).values()].map(({ code }) => code)),
];

type Problem = { code: ProblemCode; detail: string };

export function problemsOf({ attempts, unresolved, keptPayments, refund }: Troubled): Map<string, Problem> {
  const problems = new Map<string, Problem>();
  for (const [checkoutId, { anomaly }] of Object.entries(attempts)) {
    if (!anomaly) continue;
    const detail = `${anomaly.code}: ${anomaly.seen}`;
    problems.set(`${checkoutId} ${detail}`, { code: anomaly.code, detail });
  }
  for (const [checkoutId, { amount }] of undecidedPayments({ attempts, keptPayments })) {
    const detail = `amount_differs: ${toDecimalText(amount)} ${amount.currency}`;
    problems.set(`${checkoutId} amount_differs`, { code: "amount_differs", detail });
  }
  const keepers = keptMoney(attempts);
  if (keepers.length > 1 && !keepers.every((id) => keptPayments.includes(id)))
    problems.set("paid_twice", { code: "paid_twice", detail: "paid_twice" });
  if (refund && refund.state !== "asked") {
    const code = refund.state === "unknown" ? "refund_unknown" : "refund_mismatch";
    problems.set(`refund ${refund.referenceId} ${code}`, { code, detail: `${code}: ${refund.referenceId}` });
  }
  // Once the second payment is refunded, too, the order is not paid twice any more.
  const lasting = unresolved.filter((code) => code !== "paid_twice" || keepers.length > 0);
  for (const code of lasting) problems.set(code, { code, detail: code });
  return problems;
}

/** Payments for another amount that wait for an administrator. */
export const undecidedPayments = ({ attempts, keptPayments }: Pick<Order, "attempts" | "keptPayments">) =>
  listAttempts({ attempts }).filter(([id, one]) => isUnapplied(one) && !keptPayments.includes(id));

/** Checkouts that pay the order and are not fully refunded. */
export const keptMoney = (attempts: Order["attempts"]): CheckoutId[] =>
  listAttempts({ attempts }).flatMap(([id, one]) => (isPaying(one) && one.status !== "REFUNDED" ? [id] : []));

export const withUnresolved = ({ unresolved }: Pick<Order, "unresolved">, code: ProblemCode) =>
  unresolved.includes(code) ? unresolved : [...unresolved, code];

/** The links that must not be paid, due now: the sweep cancels them. */
export const dueForCancellation = (order: Pick<Order, "attempts">, nextCheckAt: Instant): Order["attempts"] =>
  changeAttempts(
    listAttempts(order).filter(([checkoutId, attempt]) => mustNotBePaid(order, checkoutId, attempt)),
    (attempt) => ({ ...attempt, nextCheckAt }),
  );

/**
 * Whether a link can still be cancelled and must not be paid: another one is paid, it is a double, or there is a later
 * one, ended or not (the vendor opened this one again, or it turned up late).
 */
export function mustNotBePaid(
  order: Pick<Order, "attempts">,
  checkoutId: CheckoutId,
  { status, surplus }: Attempt,
): boolean {
  if (!isCancellable(status)) return false;
  if (surplus || isPaid(order)) return true;
  const [presentId = checkoutId] = presentAttempt(order) ?? [];
  return status === "PENDING" && checkoutId !== presentId;
}

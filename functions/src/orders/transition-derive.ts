import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { ProviderStatus } from "../pointcheckout/responses.js";
import { type Attempt, isMoney } from "./attempt.js";
import { currentAttempt, type Order, type OrderStatus, PROBLEM_CODES, type ProblemCode } from "./order.js";

/** Of several paid attempts the order shows the one that leaves the merchant with the most. */
const MONEY_PRECEDENCE = ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK", "REFUNDED"] as const;

/** What an order's status is, given its attempts: money first, then an authorisation, then the present link. */
export function deriveStatus(order: Pick<Order, "attempts" | "currentCheckoutId" | "creation">): OrderStatus {
  const statuses = new Set<ProviderStatus>(Object.values(order.attempts).map((attempt) => attempt.status));
  for (const status of [...MONEY_PRECEDENCE, "AUTHORIZED"] as const) {
    if (statuses.has(status)) return status;
  }
  if (order.creation) return "CREATING";
  return currentAttempt(order)?.status ?? "DRAFT";
}

type Troubled = Pick<Order, "attempts" | "unresolved" | "keptPayments" | "refund">;

/** The problem that an order shows: the most urgent one. */
export function deriveProblem(order: Troubled): ProblemCode | null {
  const present = new Set([...problemsOf(order).values()].map(({ code }) => code));
  return PROBLEM_CODES.find((code) => present.has(code)) ?? null;
}

/** One problem of an order: its code, and what exactly was seen. */
export type Problem = { code: ProblemCode; detail: string };

/** Everything that is wrong with an order, each under a key that stays while it lasts. */
export function problemsOf({ attempts, unresolved, keptPayments, refund }: Troubled): Map<string, Problem> {
  const problems = new Map<string, Problem>();
  for (const [checkoutId, { anomaly }] of Object.entries(attempts)) {
    if (!anomaly) continue;
    const detail = `${anomaly.code}: ${anomaly.seen}`;
    problems.set(`${checkoutId} ${detail}`, { code: anomaly.code, detail });
  }
  const keepers = keptMoney(attempts);
  if (keepers.length > 1 && !keepers.every((id) => keptPayments.includes(id)))
    problems.set("paid_twice", { code: "paid_twice", detail: "paid_twice" });
  if (refund && refund.state !== "asked") {
    const code = refund.state === "unknown" ? "refund_unknown" : "refund_mismatch";
    problems.set(`refund ${refund.referenceId} ${code}`, { code, detail: `${code}: ${refund.referenceId}` });
  }
  for (const code of unresolved) problems.set(code, { code, detail: code });
  return problems;
}

/** The checkouts whose money the merchant still has, at least in part. */
export function keptMoney(attempts: Order["attempts"]): CheckoutId[] {
  const entries = Object.entries(attempts) as [CheckoutId, Attempt][];
  return entries.flatMap(([id, { status }]) => (isMoney(status) && status !== "REFUNDED" ? [id] : []));
}

/** Notes a problem that stays until an admin decides. */
export function withUnresolved(
  order: Troubled,
  code: ProblemCode,
): Pick<Order, "unresolved" | "problem"> | Record<string, never> {
  if (order.unresolved.includes(code)) return {};
  const unresolved = [...order.unresolved, code];
  return { unresolved, problem: deriveProblem({ ...order, unresolved }) };
}

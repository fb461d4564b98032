import type { ProviderStatus } from "../pointcheckout/responses.js";
import { type AnomalyCode, isMoney } from "./attempt.js";
import { currentAttempt, type Order, type OrderStatus, type ProblemCode } from "./order.js";

/** Of several paid attempts the order shows the one that leaves the merchant with the most. */
const MONEY_PRECEDENCE = ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK", "REFUNDED"] as const;

/** The most urgent first: an order shows one problem, the rest stay with their attempts. */
const ANOMALY_PRECEDENCE: readonly AnomalyCode[] = [
  "identity_mismatch",
  "unpaid_after_paid",
  "refund_total_implausible",
  "amount_absent",
];
const READ_FAILURES: readonly AnomalyCode[] = [
  "credentials_rejected",
  "checkout_unknown",
  "contract_violation",
];
/** Found once and not healed by any later observation of an attempt: an admin decides. */
const STICKY: ReadonlySet<ProblemCode> = new Set([
  "foreign_checkout",
  "request_conflict",
  "link_host_refused",
]);

/** What an order's status is, given its attempts: money first, then an authorisation, then the present link. */
export function deriveStatus(order: Pick<Order, "attempts" | "currentCheckoutId" | "creation">): OrderStatus {
  const statuses = new Set<ProviderStatus>(Object.values(order.attempts).map((attempt) => attempt.status));
  for (const status of [...MONEY_PRECEDENCE, "AUTHORIZED"] as const) {
    if (statuses.has(status)) return status;
  }
  if (order.creation) return "CREATING";
  return currentAttempt(order)?.status ?? "DRAFT";
}

/** The problem that an order shows, given its attempts and what was found on the order itself. */
export function deriveProblem(order: Pick<Order, "attempts" | "problem">): ProblemCode | null {
  const attempts = Object.values(order.attempts);
  const present = new Set(attempts.map((attempt) => attempt.anomaly?.code));
  const anomaly = (codes: readonly AnomalyCode[]) => codes.find((code) => present.has(code));
  const keepers = attempts.filter((attempt) => isMoney(attempt.status) && attempt.status !== "REFUNDED");
  return (
    anomaly(ANOMALY_PRECEDENCE) ??
    (keepers.length > 1 ? "paid_twice" : undefined) ??
    (order.problem && STICKY.has(order.problem) ? order.problem : undefined) ??
    anomaly(READ_FAILURES) ??
    null
  );
}

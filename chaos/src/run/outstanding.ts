import { hasBeenPaid, type LedgerCheckout } from "../facts/facts.js";
import type { OrderDocument } from "../world/documents.js";

/**
 * Why an order does not agree with the vendor yet; empty when it does. A decrease that waits for its second observation
 * does not count: it needs ten minutes of Firestore's own clock.
 */
export function outstanding(order: OrderDocument, ledger: readonly LedgerCheckout[]): string[] {
  const reasons: string[] = [];
  const attempts = order.attempts ?? {};
  if (order.requests?.some(({ lease }) => lease)) reasons.push("a link is being made");
  else if (order.requests?.some(({ searchAt }) => searchAt !== null))
    reasons.push("a lost request is to be searched for");
  const isPaid = ledger.some(({ id, status }) => hasBeenPaid(status) && attempts[id]?.counts != null);
  for (const { id, status, totalRefundedMinor } of ledger) {
    const attempt = attempts[id];
    if (!attempt) {
      reasons.push(`${id} is not known`);
      continue;
    }
    const isSame = attempt.status === status && attempt.totalRefundedMinor === totalRefundedMinor;
    const waits = attempt.decrease;
    const agrees = waits?.status === status && waits.totalRefundedMinor === totalRefundedMinor;
    if (!isSame && !agrees) reasons.push(`${id} is ${attempt.status}, at the vendor ${status}`);
    if (attempt.anomaly) reasons.push(`${id}: ${attempt.anomaly.code}`);
    if (attempt.followUp > 0 && attempt.nextCheckAt) reasons.push(`${id} is to be read again`);
    if (isPaid && (status === "PENDING" || status === "AUTHORIZED")) reasons.push(`${id} is to be cancelled`);
  }
  return reasons;
}

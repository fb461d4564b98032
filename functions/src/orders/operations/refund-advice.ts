import { type Instant, millisecondsBetween } from "../../shared/instant.js";

/** The vendor refunds for so many days after the payment. @see vendor API: Act */
const REFUNDABLE_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

export type RefusedRefund = { vendorMessage: string | null; paidAt: Instant | null; askedAt: Instant };

/** What to do about the two known reasons of a refusal; empty for any other. */
export function adviseOnRefusal({ vendorMessage, paidAt, askedAt }: RefusedRefund): string {
  const days = paidAt ? Math.floor(millisecondsBetween(paidAt, askedAt) / DAY_MS) : 0;
  if (days >= REFUNDABLE_DAYS) {
    return `PointCheckout refunds within ${REFUNDABLE_DAYS} days of the payment, and this one was made ${days} days ago: pay the customer back in another way.`;
  }
  if (/balance|insufficient|\bfunds\b/i.test(vendorMessage ?? "")) {
    return "PointCheckout takes a refund from your available balance, which is too low: wait for further payments or add to it, then use another reference.";
  }
  return "";
}

import type { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { Instant } from "../../shared/instant.js";
import { operationFact } from "../model/operation.js";
import type { Order } from "../model/order.js";
import type { RefundLock } from "../model/refund.js";
import type { OrderWrite } from "../store/order-store.js";

/**
 * A definite refusal removes the lock. After a repeated sending it says nothing of the first one: the total decides
 * when the window ends. Null: another writer settled it.
 */
export function recordRefusal(
  order: Order,
  lock: RefundLock,
  error: PointCheckoutError,
  at: Instant,
): OrderWrite | null {
  const { referenceId, checkoutId } = lock;
  const cause = { at, source: "operator", checkoutId } as const;
  const vendorMessage = error.vendorMessage ?? null;
  const present = order.refund?.referenceId === referenceId ? order.refund : null;
  const rejected = error.kind === "rejected";
  if (lock.sends > 1) {
    if (!present || present.sends !== lock.sends) return null;
    const kept: RefundLock = rejected
      ? { ...present, refused: true }
      : { ...present, state: "unknown", nextCheckAt: null };
    return {
      patch: { refund: kept },
      cause,
      refundRecord: { referenceId, state: kept.state, vendorMessage },
    };
  }
  // An equal refund made elsewhere may have been taken for ours; the vendor's refusal corrects that.
  const state = rejected ? "refused" : "not_processed";
  const amount = order.attempts[checkoutId]?.amount;
  const about = {
    checkoutId,
    detail: "refused",
    ...(amount && { amount: { ...amount, minor: lock.amountMinor } }),
  };
  return {
    patch: present ? { refund: null } : {},
    cause,
    facts: [operationFact("operation.refund_settled", { uid: "vendor", reason: null }, about)],
    refundRecord: { referenceId, state, vendorMessage, settledAt: at },
  };
}

import type { PointCheckoutError } from "../pointcheckout/errors.js";
import type { Instant } from "./instant.js";
import { tellOperation } from "./operation.js";
import { applyPatch, deriveNextCheckAt, type Order } from "./order.js";
import type { OrderWrite } from "./order-store.js";
import type { RefundLock } from "./refund.js";
import { deriveProblem } from "./transition-derive.js";
import { tellProblems } from "./transition-events.js";

/**
 * What a definite refusal of the sending does: the lock is gone. After a repeated sending it says nothing of the one
 * before: the total decides, at the window's end. Null: another writer has settled it.
 */
export function recordRefusal(
  order: Order,
  lock: RefundLock,
  error: PointCheckoutError,
  at: Instant,
): OrderWrite | null {
  const { referenceId, checkoutId } = lock;
  const vendorMessage = error.vendorMessage ?? null;
  const present = order.refund?.referenceId === referenceId ? order.refund : null;
  const rejected = error.kind === "rejected";
  if (lock.sends > 1) {
    if (!present || present.sends !== lock.sends) return null;
    const kept: RefundLock = rejected
      ? { ...present, refused: true }
      : { ...present, state: "unknown", nextCheckAt: null };
    const state = kept.state;
    return { ...withLock(order, kept), refundRecord: { referenceId, state, vendorMessage } };
  }
  // An equal refund made elsewhere may have been taken for ours meanwhile: the vendor's no corrects that.
  const state = rejected ? "refused" : "turned_away";
  const { amount } = order.attempts[checkoutId] ?? order;
  const type = "operation.refund_settled";
  const told = tellOperation(
    order,
    type,
    { uid: "vendor", reason: null },
    {
      at,
      checkoutId,
      amount: { ...amount, minor: lock.amountMinor },
      detail: "refused",
    },
  );
  const patch = present ? withLock(order, null).patch : {};
  const healed = tellProblems(order, applyPatch(order, patch), { at, source: "operator", checkoutId });
  const refundRecord = { referenceId, state, vendorMessage, settledAt: at } as const;
  return { patch, events: [told, ...healed], refundRecord };
}

/** The order with this lock, or with none, and what follows from that. */
export function withLock(order: Order, refund: RefundLock | null, patch: OrderWrite["patch"] = {}) {
  const after = applyPatch(order, { refund });
  const derived = { problem: deriveProblem(after), nextCheckAt: deriveNextCheckAt(after) };
  return { patch: { ...patch, refund, ...derived } };
}

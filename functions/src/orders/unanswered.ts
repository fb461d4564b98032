import type { Instant } from "./instant.js";
import { deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";

/** Whether the vendor may have a link of this order that is not recorded with it. */
export const awaitsLink = ({ creation, unconfirmed }: Pick<Order, "creation" | "unconfirmed">): boolean =>
  creation !== null || unconfirmed !== null;

/**
 * Has the sweep search for an unanswered request at once; null when that is not to be hastened: a creation that is
 * under way finds its link itself, or leaves a lease behind.
 */
export function searchAtOnce(order: Order, now: Instant): { patch: OrderPatch } | null {
  if (order.creation !== null || order.unconfirmed === null) return null;
  const unconfirmed = { ...order.unconfirmed, searchAt: now };
  return { patch: { unconfirmed, nextCheckAt: deriveNextCheckAt({ ...order, unconfirmed }) } };
}

import type { Instant } from "./instant.js";
import { deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";

/** Whether the vendor may have a link of this order that is not recorded with it. */
export const awaitsLink = ({ creation, unconfirmed }: Pick<Order, "creation" | "unconfirmed">): boolean =>
  creation !== null || unconfirmed.length > 0;

/**
 * Has the sweep search for the unanswered requests at once; null when that is not to be hastened: a creation that is
 * under way finds its link itself, or leaves a lease behind.
 */
export function searchAtOnce(order: Order, now: Instant): { patch: OrderPatch } | null {
  if (order.creation !== null || order.unconfirmed.length === 0) return null;
  const unconfirmed = order.unconfirmed.map((one) => ({ ...one, searchAt: now }));
  return { patch: { unconfirmed, nextCheckAt: deriveNextCheckAt({ ...order, unconfirmed }) } };
}

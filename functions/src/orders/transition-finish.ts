import type { Order } from "./order.js";
import type { Cause, Fact, OrderEvent } from "./order-event.js";
import { derive } from "./transition-derive.js";
import { tellChange } from "./transition-events.js";

/** What one decision wants of an order: the order as it changes it, and why. */
export type Decided = { after: Order; cause: Cause; facts?: readonly Fact[] };

/**
 * Concludes every change of an order, whoever made it: what follows from the change, and the events that tell of it.
 * Pure. It is called with each commit, by the store, so that no decision can forget it.
 *
 * @param before the order as it was read; null for its first write
 */
export function finish(
  before: Order | null,
  { after: moved, cause, facts = [] }: Decided,
): { order: Order; events: OrderEvent[] } {
  const derived = derive(moved);
  const isServed = derived.status === "PAID" || derived.status === "PARTIALLY_REFUNDED";
  const paidAt = moved.paidAt ?? (isServed ? cause.at : null);
  const after: Order = { ...moved, ...derived, paidAt };
  const events = tellChange({ before, after, cause, facts });
  return { order: { ...after, eventCount: (before?.eventCount ?? 0) + events.length }, events };
}

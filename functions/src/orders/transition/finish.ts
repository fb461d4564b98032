import type { Order } from "../model/order.js";
import type { Cause, Fact, OrderEvent } from "../model/order-event.js";
import { derive } from "./derive.js";
import { buildEvents } from "./events.js";

/** What one decision wants of an order: the order as it changes it, and why. */
export type Decided = { after: Order; cause: Cause; facts?: readonly Fact[] };

/**
 * Completes every change of an order: derives what follows from it, and builds its events.
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
  const events = buildEvents({ before, after, cause, facts });
  return { order: { ...after, eventCount: (before?.eventCount ?? 0) + events.length }, events };
}

import type { Order } from "../model/order.js";
import type { Cause, Fact } from "../model/order-event.js";
import { isRefundable } from "../model/order-status.js";
import { derive } from "./derive.js";
import { buildEvents } from "./events.js";

type Decided = { after: Order; cause: Cause; facts?: readonly Fact[] };

/** Pure. The store calls it with each commit, so no decision can forget it. @param before null for the first write */
export function finish(before: Order | null, { after: moved, cause, facts = [] }: Decided) {
  const derived = derive(moved);
  const paidAt = moved.paidAt ?? (isRefundable(derived.status) ? cause.at : null);
  const after: Order = { ...moved, ...derived, paidAt };
  const events = buildEvents({ before, after, cause, facts });
  const eventCount = (before?.eventCount ?? 0) + events.length;
  return { order: { ...after, eventCount }, events };
}

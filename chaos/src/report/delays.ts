import type { RunFacts } from "../facts/facts.js";
import type { Action } from "../world/context.js";
import { type EventDocument, millisOf } from "../world/documents.js";

const PAID = ["order.paid", "order.paid_twice"];
const REFUNDED = ["order.partially_refunded", "order.refunded"];

/** The events that report an action. Decreases are missing: the product waits ten minutes before it reports them. */
const REPORTED_BY: Readonly<Record<string, readonly string[]>> = {
  pay: PAID,
  capture: PAID,
  "confirm-pending": PAID,
  authorize: ["order.authorized"],
  "await-confirmation": ["order.pending_confirmation"],
  fail: ["order.failed"],
  cancel: ["order.cancelled"],
  reopen: ["order.reopened"],
  refund: REFUNDED,
  chargeback: ["order.charged_back"],
};
const SCHEDULED: ReadonlySet<string> = new Set(["sweep", "audit"]);

/** How long it took from an action at the vendor to the event that reports it; ms. Pure. */
export function measureDelays({ orders, faultsEndedAt }: Pick<RunFacts, "orders" | "faultsEndedAt">) {
  /** Of events that a notification or a refresh caused while faults happened. */
  const live: number[] = [];
  /** Reported because a schedule looked, by which one. */
  const healed: Record<string, number> = {};
  /** No event: another action overtook it, or it made no difference to the order. */
  let unreported = 0;
  for (const { actions, events } of orders) {
    for (const action of actions) {
      const types = REPORTED_BY[action.move];
      if (!types) continue;
      const event = events.find((one) => reports(one, action, types));
      if (!event) unreported += 1;
      else if (SCHEDULED.has(event.source) || millisOf(event.writtenAt) > faultsEndedAt)
        healed[event.source] = (healed[event.source] ?? 0) + 1;
      else live.push(Math.round(millisOf(event.writtenAt) - action.at));
    }
  }
  live.sort((a, b) => a - b);
  return {
    p50: quantile(live, 0.5),
    p95: quantile(live, 0.95),
    max: live.at(-1) ?? null,
    live: live.length,
    healed,
    unreported,
  };
}

const reports = (event: EventDocument, { checkoutId, at }: Action, types: readonly string[]): boolean =>
  event.checkoutId === checkoutId && types.includes(event.type) && millisOf(event.writtenAt) >= at;

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

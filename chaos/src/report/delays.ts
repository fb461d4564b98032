import { type EventDocument, millisOf } from "../facts/documents.js";
import type { RunFacts } from "../facts/facts.js";
import type { Action } from "../play/stage.js";

/** How long it took from an action at the vendor to the event that tells of it. */
export type Delays = {
  /** ms, of those that a notification or a person's asking brought, while faults happened; null when there are none. */
  p50: number | null;
  p95: number | null;
  max: number | null;
  live: number;
  /** Told because a schedule looked, by which one. */
  healed: Record<string, number>;
  /** Nothing was told: another action overtook it, or it made no difference to the order. */
  untold: number;
};

const PAID = ["order.paid", "order.paid_twice"];
const REFUNDED = ["order.partially_refunded", "order.refunded"];

/** Which events tell that an action was made. Of decreases none: they wait ten minutes by law. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
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

/** Measures the actions of a run. Pure. */
export function measureDelays({ orders, faultsEndedAt }: Pick<RunFacts, "orders" | "faultsEndedAt">): Delays {
  const live: number[] = [];
  const healed: Record<string, number> = {};
  let untold = 0;
  for (const { actions, events } of orders) {
    for (const action of actions) {
      const types = TELLING[action.move];
      if (!types) continue;
      const event = events.find((one) => tells(one, action, types));
      if (!event) untold += 1;
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
    untold,
  };
}

const tells = (event: EventDocument, { checkoutId, at }: Action, types: readonly string[]): boolean =>
  event.checkoutId === checkoutId && types.includes(event.type) && millisOf(event.writtenAt) >= at;

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

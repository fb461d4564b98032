import type { Log } from "../../shared/log.js";
import type { OrderEvent } from "../model/order-event.js";

/** What a metric counts and an alert tells of. */
export const ALARMING: readonly OrderEvent["type"][] = [
  "order.problem",
  "order.paid_twice",
  "order.paid_again",
];

export function logFacts(log: Log, orderId: string, events: readonly OrderEvent[]): void {
  for (const { type, checkoutId, from, to, source, detail } of events) {
    const level = ALARMING.includes(type) ? "error" : "info";
    log[level](type, { orderId, checkoutId, from, to, source, detail });
  }
}

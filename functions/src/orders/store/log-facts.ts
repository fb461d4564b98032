import type { Log } from "../../shared/log.js";
import type { OrderEvent } from "../model/order-event.js";

export function logFacts(log: Log, orderId: string, events: readonly OrderEvent[]): void {
  for (const { type, checkoutId, from, to, source, detail } of events) {
    const level = type === "order.problem" || type === "order.paid_twice" ? "error" : "info";
    log[level](type, { orderId, checkoutId, from, to, source, detail });
  }
}

import type { Line } from "./paid-order.js";

/**
 * - `awaited`: something happened to the money, but `order.paid` has not been delivered. Nothing is served.
 * - `ready`: paid; to be packed and sent.
 * - `withheld`: paid, but not served; `reason` says why.
 * - `stopped`: was ready; then no money was left. Do not send, or ask for it back.
 */
type FulfilmentState = "awaited" | "ready" | "withheld" | "stopped";

export type Reason = "test_payment" | "order_deleted" | "no_money" | "amount_differs";

/** `fulfilments/{orderId}`. Your warehouse may write fields of its own beside these. */
export type Fulfilment = {
  orderId: string;
  state: FulfilmentState;
  reason: Reason | null;
  /** Path of the `order.paid` that was decided about: the guard against its second delivery. */
  paidEvent: string | null;
  lines: Line[];
  /** As it was then: a provider takes a repeated message for the same only if it is the same. */
  email: string | null;
  /** By event id, the type of every other event that somebody should look at. */
  flags: Record<string, string>;
};

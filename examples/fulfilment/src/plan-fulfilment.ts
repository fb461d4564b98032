import type { Fulfilment, Reason } from "./fulfilment.js";
import { type OrderEvent, PAID } from "./order-event.js";
import type { Line, PaidOrder } from "./paid-order.js";

export type Settings = { servesTestPayments: boolean };

/**
 * - `served`, `withheld`: what became of `order.paid`
 * - `flagged`, `stopped`: what became of an event after it
 * - `paid_again`: a second `order.paid` of one order, which only a deleted and recreated order can have. Not served
 * - `repeated`: this event was decided about before
 */
export type Outcome = "served" | "withheld" | "flagged" | "stopped" | "paid_again" | "repeated";

export type Plan = {
  outcome: Outcome;
  /** The fulfilment after the event. */
  fulfilment: Fulfilment;
  /** What is taken from the stock in the same write; always empty when `outcome` is not `served`. */
  take: readonly Line[];
};

const BRINGS_MONEY_BACK: ReadonlySet<string> = new Set(["order.refund_reversed", "order.chargeback_lifted"]);
const KEEPS_MONEY: ReadonlySet<string> = new Set(["PAID", "PARTIALLY_REFUNDED"]);

/**
 * Decides what one event means. Pure, and total over the order of delivery, which Firestore does not promise: an event
 * says that something happened, the order says how it stands.
 *
 * @param before null when there is none yet
 * @param order read after `before`; null when it was deleted
 */
export function planFulfilment(
  event: OrderEvent,
  before: Fulfilment | null,
  order: PaidOrder | null,
  settings: Settings,
): Plan {
  const fulfilment = { ...nothingYet(event.orderId), ...before };
  return event.type === PAID
    ? planPaid(event, fulfilment, order, settings)
    : planAfterPayment(event, fulfilment, order);
}

function planPaid(event: OrderEvent, before: Fulfilment, order: PaidOrder | null, settings: Settings): Plan {
  if (before.paidEvent === event.path) return { outcome: "repeated", fulfilment: before, take: [] };
  if (before.paidEvent !== null) return flag(event, before, "paid_again", before);
  const reason = reasonToWithhold(order, settings);
  const decided = {
    ...before,
    reason,
    paidEvent: event.path,
    lines: order?.lines ?? [],
    email: order?.email ?? null,
  };
  return reason === null
    ? { outcome: "served", fulfilment: { ...decided, state: "ready" }, take: decided.lines }
    : { outcome: "withheld", fulfilment: { ...decided, state: "withheld" }, take: [] };
}

function reasonToWithhold(order: PaidOrder | null, settings: Settings): Reason | null {
  if (order === null) return "order_deleted";
  if (!order.livemode && !settings.servesTestPayments) return "test_payment";
  // Paid and given back, before this event was delivered.
  if (!KEEPS_MONEY.has(order.status)) return "no_money";
  // Somebody has edited the order since it was paid.
  if (!order.isPaidInFull) return "amount_differs";
  return null;
}

function planAfterPayment(event: OrderEvent, before: Fulfilment, order: PaidOrder | null): Plan {
  // One of two payments may be refunded while the other one stays: the event alone does not say that no money is left.
  const isUnpaid = !KEEPS_MONEY.has(order?.status ?? event.to);
  if (before.state !== "ready" || !isUnpaid) return flag(event, before, "flagged", before);
  return flag(event, before, "stopped", { ...before, state: "stopped", reason: "no_money" });
}

/**
 * Whether somebody has to look: money that nothing is served for, or goods without money. Also of a repeated delivery,
 * because the first may have died before it said so.
 */
export function isAlarming({ type, path }: OrderEvent, { state, reason, paidEvent }: Fulfilment): boolean {
  const isBack = BRINGS_MONEY_BACK.has(type) && state === "withheld" && reason === "no_money";
  if (type !== PAID) return isBack || state === "stopped" || type === "order.paid_again";
  return (
    paidEvent !== path ||
    (state === "withheld" && (reason === "order_deleted" || reason === "amount_differs"))
  );
}

/** Adds the event to the flags of `after`, once. */
function flag(event: OrderEvent, before: Fulfilment, outcome: Outcome, after: Fulfilment): Plan {
  if (before.flags[event.eventId] === event.type)
    return { outcome: "repeated", fulfilment: before, take: [] };
  const flags = { ...after.flags, [event.eventId]: event.type };
  return { outcome, fulfilment: { ...after, flags }, take: [] };
}

const nothingYet = (orderId: string): Fulfilment => ({
  orderId,
  state: "awaited",
  reason: null,
  paidEvent: null,
  lines: [],
  email: null,
  flags: {},
});

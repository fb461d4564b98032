import type { DocumentSnapshot } from "firebase-admin/firestore";

/** What an event of `orders/{orderId}/events/{eventId}` says that concerns a fulfilment. */
export type OrderEvent = {
  /** The idempotency key: an event's document is created once and never changed. */
  path: string;
  /** The id of the order's document. */
  orderId: string;
  eventId: string;
  type: string;
  /** The order's status after the event. */
  to: string;
};

/** Told once an order, when it first has money. */
export const PAID = "order.paid";

/** What may happen to the money after that. None of them says by itself whether money is left: the order does. */
const AFTER_PAYMENT: ReadonlySet<string> = new Set([
  "order.payment_undone",
  "order.paid_again",
  "order.paid_twice",
  "order.partially_refunded",
  "order.refunded",
  "order.refund_reversed",
  "order.charged_back",
  "order.chargeback_lifted",
]);

/** The order id that customers know: an id that no document can have (`2024/123`) is percent-encoded there. */
export const shownOrderId = (documentId: string): string =>
  documentId.replace(/%(?:25|2E|2F|5F)/g, (encoded) => decodeURIComponent(encoded));

/**
 * @param document as delivered
 * @returns null for the events that concern no fulfilment
 */
export function readOrderEvent(document: DocumentSnapshot): OrderEvent | null {
  const type = document.get("type");
  if (typeof type !== "string" || (type !== PAID && !AFTER_PAYMENT.has(type))) return null;
  const order = document.ref.parent.parent;
  if (!order) return null;
  const { path, id: eventId } = document.ref;
  return { path, orderId: order.id, eventId, type, to: String(document.get("to")) };
}

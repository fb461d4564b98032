import type { Change, CheckoutStatus } from "../checkouts/checkout.js";

/** What the vendor's webhooks tell of. There is none for authorised, pending confirmation or chargeback. */
export const WEBHOOK_EVENTS = [
  "checkout.created",
  "checkout.paid",
  "checkout.failed",
  "checkout.cancelled",
  "checkout.expired",
  "checkout.refunded",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const EVENT_OF_MOVE: Record<Change["move"], WebhookEvent | undefined> = {
  create: "checkout.created",
  pay: "checkout.paid",
  capture: "checkout.paid",
  "confirm-pending": "checkout.paid",
  fail: "checkout.failed",
  cancel: "checkout.cancelled",
  expire: "checkout.expired",
  refund: "checkout.refunded",
  authorize: undefined,
  "await-confirmation": undefined,
  "reverse-refund": undefined,
  chargeback: undefined,
  "lift-chargeback": undefined,
  reopen: undefined,
};

const EVENT_OF_STATUS: Record<CheckoutStatus, WebhookEvent | undefined> = {
  PENDING: "checkout.created",
  PAID: "checkout.paid",
  FAILED: "checkout.failed",
  CANCELLED: "checkout.cancelled",
  EXPIRED: "checkout.expired",
  REFUNDED: "checkout.refunded",
  PARTIALLY_REFUNDED: "checkout.refunded",
  AUTHORIZED: undefined,
  PENDING_CONFIRMATION: undefined,
  CHARGEBACK: undefined,
};

/** The event that a move is told by; undefined when the vendor has none. */
export function eventOfMove(move: Change["move"]): WebhookEvent | undefined {
  return EVENT_OF_MOVE[move];
}

/** The event that a present state is told by, when somebody asks for it again. */
export function eventOfStatus(status: CheckoutStatus): WebhookEvent | undefined {
  return EVENT_OF_STATUS[status];
}

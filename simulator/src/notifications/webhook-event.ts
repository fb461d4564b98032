import type { Change } from "../checkouts/checkout.js";
import type { CheckoutStatus } from "../checkouts/plan-move.js";

/** The vendor has no webhook for authorized, pending confirmation or chargeback. */
export const WEBHOOK_EVENTS = [
  "checkout.created",
  "checkout.paid",
  "checkout.failed",
  "checkout.cancelled",
  "checkout.expired",
  "checkout.refunded",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

export const EVENT_OF_MOVE: Partial<Record<Change["move"], WebhookEvent>> = {
  create: "checkout.created",
  pay: "checkout.paid",
  capture: "checkout.paid",
  "confirm-pending": "checkout.paid",
  fail: "checkout.failed",
  cancel: "checkout.cancelled",
  expire: "checkout.expired",
  refund: "checkout.refunded",
};

/** The event of a present state, when somebody asks for it again. */
export const EVENT_OF_STATUS: Partial<Record<CheckoutStatus, WebhookEvent>> = {
  PENDING: "checkout.created",
  PAID: "checkout.paid",
  FAILED: "checkout.failed",
  CANCELLED: "checkout.cancelled",
  EXPIRED: "checkout.expired",
  REFUNDED: "checkout.refunded",
  PARTIALLY_REFUNDED: "checkout.refunded",
};

export const CHECKOUT_STATUSES = [
  "PENDING",
  "AUTHORIZED",
  "PENDING_CONFIRMATION",
  "PAID",
  "FAILED",
  "CANCELLED",
  "EXPIRED",
  "REFUNDED",
  "PARTIALLY_REFUNDED",
  "CHARGEBACK",
] as const;

export type CheckoutStatus = (typeof CHECKOUT_STATUSES)[number];

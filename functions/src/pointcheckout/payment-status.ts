import { matchStatus } from "./provider-status.js";

/** Not the statuses of a checkout. @see vendor API: Act */
export const PAYMENT_STATUSES = [
  "REDIRECT",
  "VOIDED",
  "FAILED",
  "REJECTED",
  "REVERSED",
  "PARTIALLY_REVERSED",
  "AUTHORIZED",
  "CAPTURED",
  "UNSUPPORTED",
  "CHARGEBACK",
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** In either spelling; null for an unknown one. */
export const normalisePaymentStatus = (text: string): PaymentStatus | null =>
  matchStatus(text, PAYMENT_STATUSES);

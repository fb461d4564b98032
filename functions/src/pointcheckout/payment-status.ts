import { matchStatus } from "./provider-status.js";

/** A payment's own statuses, which are not those of its checkout. @see vendor API: Act */
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

/** The payment's status in either spelling; null for one this version does not know. */
export const normalisePaymentStatus = (text: string): PaymentStatus | null =>
  matchStatus(text, PAYMENT_STATUSES);

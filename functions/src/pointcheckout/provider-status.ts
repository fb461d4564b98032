/** @see vendor API: Status */
export const PROVIDER_STATUSES = [
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

export type ProviderStatus = (typeof PROVIDER_STATUSES)[number];

/** The vendor spells it PARTIALLY_REFUNDED or "Partially refunded". Null: unknown. @see vendor API: Status */
export const normaliseStatus = (text: string) => matchStatus(text, PROVIDER_STATUSES);

function matchStatus<T extends string>(text: string, statuses: readonly T[]): T | null {
  // Upper-casing turns some letters outside ASCII into ASCII ones ("ı" to "I"); those must not spell PAID.
  if (!/^[A-Za-z]+(?:[ _][A-Za-z]+)*$/.test(text)) return null;
  const upperSnake = text.toUpperCase().replaceAll(" ", "_");
  const spelling = upperSnake === "CANCELED" ? "CANCELLED" : upperSnake;
  return statuses.find((status) => status === spelling) ?? null;
}

/** Not the statuses of a checkout. @see vendor API: Act */
const PAYMENT_STATUSES = [
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

export const normalisePaymentStatus = (text: string) => matchStatus(text, PAYMENT_STATUSES);

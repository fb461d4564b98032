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

/**
 * The vendor spells a status PARTIALLY_REFUNDED or "Partially refunded".
 * @returns null for an unknown status
 * @see vendor API: Status
 */
export function normaliseStatus(text: string): ProviderStatus | null {
  return matchStatus(text, PROVIDER_STATUSES);
}

/** In either spelling; null for none. */
export function matchStatus<T extends string>(text: string, statuses: readonly T[]): T | null {
  // Upper-casing turns some letters outside ASCII into ASCII ones ("ı" to "I"); those must not spell PAID.
  if (!/^[A-Za-z]+(?:[ _][A-Za-z]+)*$/.test(text)) return null;
  const upperSnake = text.toUpperCase().replaceAll(" ", "_");
  const spelling = upperSnake === "CANCELED" ? "CANCELLED" : upperSnake;
  return statuses.find((status) => status === spelling) ?? null;
}

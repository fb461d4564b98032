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
 * The vendor writes a status in two spellings, PARTIALLY_REFUNDED and "Partially refunded"; both become the former.
 *
 * @returns null for a status this version does not know: it must neither crash nor move an order
 * @see vendor API: Status
 */
export function normaliseStatus(text: string): ProviderStatus | null {
  return matchStatus(text, PROVIDER_STATUSES);
}

/** The one of `statuses` that a text spells, in either spelling; null for none. */
export function matchStatus<T extends string>(text: string, statuses: readonly T[]): T | null {
  // Upper-casing maps letters outside ASCII onto ASCII ones ("ı" to "I"), and no foreign letter may spell PAID.
  if (!/^[A-Za-z]+(?:[ _][A-Za-z]+)*$/.test(text)) return null;
  const upperSnake = text.toUpperCase().replaceAll(" ", "_");
  const spelling = upperSnake === "CANCELED" ? "CANCELLED" : upperSnake;
  return statuses.find((status) => status === spelling) ?? null;
}

import type { LinkBody } from "./link-request.js";

export type Language = "en" | "ar";

/** The content of a payment link, checked and with its money exact. */
export interface LinkOrder extends Omit<LinkBody, "language"> {
  /** Decimals of the currency. */
  readonly exponent: number;
  readonly amountMinor: bigint;
  readonly language: Language;
  /** Where messages go: the customer's, else what the billing address carries. */
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
}

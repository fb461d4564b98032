import type { CheckoutStatus } from "../checkouts/checkout.js";
import type { Language } from "../checkouts/link-order.js";
import type { CardField, FieldError } from "./card-form.js";
import type { CardOutcome } from "./test-cards.js";
import { arabic } from "./words-ar.js";
import { english } from "./words-en.js";

/** Everything the customer's pages say. */
export interface Words {
  readonly simulation: string;
  readonly controls: string;
  readonly payTitle: string;
  readonly order: string;
  readonly reference: string;
  readonly total: string;
  readonly card: string;
  readonly labels: Record<CardField, string>;
  readonly hints: { readonly number: string; readonly expiry: string; readonly cvv: string };
  readonly pay: string;
  readonly cancel: string;
  readonly errorPrefix: string;
  readonly errors: Record<FieldError, string>;
  readonly declined: string;
  readonly noCards: string;
  readonly testCards: string;
  readonly testCardsHint: string;
  readonly outcomes: Record<CardOutcome, string>;
  readonly useCard: string;
  readonly confirmed: { readonly title: string; readonly receipt: (email: string) => string };
  readonly seeConfirmation: string;
  readonly close: string;
  readonly statuses: Record<CheckoutStatus, { readonly title: string; readonly text: string }>;
}

const WORDS: Record<Language, Words> = { en: english, ar: arabic };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

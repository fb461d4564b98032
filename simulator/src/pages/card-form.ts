import cardValidator from "card-validator";
import { findTestCard, type TestCard } from "./test-cards.js";
import type { Words } from "./words-en.js";

export const CARD_FIELDS = ["number", "expiry", "cvv", "name", "terms"] as const;

export type CardField = (typeof CARD_FIELDS)[number];

type FieldError = keyof Words["errors"];

export type FieldErrors = Partial<Record<CardField, FieldError>>;

export const EMPTY_CARD = { number: "", expiry: "", cvv: "", name: "", terms: false };

export type TypedCard = Readonly<typeof EMPTY_CARD>;

type ReadCard = { readonly card: TestCard } | { readonly errors: FieldErrors };

export function typedCard(form: FormData): TypedCard {
  const typed = (field: CardField) => {
    const value = form.get(field);
    return typeof value === "string" ? value : "";
  };
  return {
    number: typed("number"),
    expiry: typed("expiry"),
    cvv: typed("cvv"),
    name: typed("name"),
    terms: form.has("terms"),
  };
}

/** Checks a typed card as a bank's form does, but accepts past dates: test cards never expire. */
export function readCard(typed: TypedCard): ReadCard {
  const digits = latinDigits(typed.number).replace(/[\s-]/g, "");
  const card = findTestCard(digits);
  const errors: FieldErrors = {
    ...(card === undefined && { number: numberError(digits) }),
    ...(!isExpiry(latinDigits(typed.expiry)) && { expiry: "expiry-invalid" }),
    ...(!/^\d{3}$/.test(latinDigits(typed.cvv).trim()) && { cvv: "cvv-invalid" }),
    ...(typed.name.trim() === "" && { name: "name-missing" }),
    ...(!typed.terms && { terms: "terms-unticked" }),
  };
  return card !== undefined && Object.keys(errors).length === 0 ? { card } : { errors };
}

function numberError(digits: string): FieldError {
  if (digits === "") return "number-missing";
  return cardValidator.number(digits).isValid ? "number-not-test" : "number-invalid";
}

function isExpiry(text: string): boolean {
  return /^\s*(0?[1-9]|1[0-2])\s*[/-]?\s*(\d{2}|20\d{2})\s*$/.test(text);
}

/** An Arabic keyboard types Arabic-Indic or Persian digits. */
function latinDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

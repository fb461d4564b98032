import type Big from "big.js";
import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import { z } from "zod";
import { minorUnitsOf, parseDecimal } from "../money/decimal.js";
import { isCountryCode } from "./country-code.js";

/** A message completes a sentence that begins with the field's name. */
function kind(expected: string) {
  return (issue: { input?: unknown }) =>
    issue.input === undefined || issue.input === null ? "is required" : `must be ${expected}`;
}

function object<S extends z.ZodRawShape>(shape: S) {
  return z.object(shape, { error: kind("an object") });
}

/** The schema of a field that may be absent, which reads as null. */
export function optional<S extends z.ZodType>(schema: S) {
  return schema.nullish().transform((value) => value ?? null);
}

/** A list that may be absent, which reads as empty. */
export function list<S extends z.ZodType>(schema: S) {
  return z
    .array(schema, { error: kind("a list") })
    .nullish()
    .transform((items) => items ?? []);
}

export const anyText = z.string({ error: kind("a text") });

export const text = anyText.regex(/\S/, "must not be empty");

export const flag = z.boolean({ error: kind("true or false") });

/** As browsers take it: a domain may be an internationalised one in ASCII, `xn--…`. */
const email = z.email({ pattern: z.regexes.html5Email, error: kind("an e-mail address") });

const phone = anyText.regex(
  /^[1-9]\d{6,14}$/,
  "must be digits only, beginning with the international calling code",
);

/** A JSON number, read exactly; a number inside quotes is not one. */
const decimal = z
  .custom<LosslessNumber>(isLosslessNumber, { error: kind("a number") })
  .transform((number, context): Big => {
    const parsed = parseDecimal(number.value);
    if (parsed !== undefined) return parsed;
    context.addIssue("is out of range");
    return z.NEVER;
  });

export const positive = decimal.refine((value) => value.gt(0), "must be greater than 0");

const notNegative = decimal.refine((value) => value.gte(0), "must not be negative");

export const int64 = decimal.transform((value, context) => {
  const integer = minorUnitsOf(value, 0);
  if (integer !== undefined && BigInt.asIntN(64, integer) === integer) return integer;
  context.addIssue("must be a 64-bit integer");
  return z.NEVER;
});

export const MAX_EXPIRY_MINUTES = 10_080;

const expiryRule = `must be between 15 and ${MAX_EXPIRY_MINUTES} minutes`;
export const expiryMinutes = int64
  .transform(Number)
  .refine((minutes) => minutes >= 15 && minutes <= MAX_EXPIRY_MINUTES, expiryRule);

export const paymentMethod = z.enum(
  ["CARD", "POINTCHECKOUT", "VISA", "MASTERCARD", "AMEX", "UNIONPAY", "TABBY", "CAREEM_PAY"],
  { error: kind("a known payment method") },
);

export const address = object({
  name: text,
  address1: text,
  address2: optional(anyText),
  city: text,
  state: optional(anyText),
  zip: optional(anyText),
  country: anyText.refine((code) => isCountryCode(code.toUpperCase()), "must be an ISO 3166-1 country code"),
  // The vendor's guide lets the contact stand here although its schema knows it on the customer only.
  email: optional(email),
  phone: optional(phone),
});

export const customer = object({
  id: optional(anyText),
  firstName: text,
  lastName: text,
  email: optional(email),
  phone: optional(phone),
})
  // Answers call the merchant's own id of the customer `reference`.
  .transform(({ id: reference, ...rest }) => ({ reference, ...rest }));

export const item = object({
  name: text,
  quantity: positive,
  // Below zero for a discount.
  linetotal: decimal,
  sku: optional(anyText),
  unitprice: optional(decimal),
});

export const totals = object({
  subtotal: notNegative,
  tax: notNegative,
  shipping: optional(notNegative),
  handling: optional(notNegative),
  discount: optional(notNegative),
  skipTotalsValidation: optional(flag),
});

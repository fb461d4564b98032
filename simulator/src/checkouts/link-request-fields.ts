import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import { z } from "zod";
import { type Decimal, parseDecimal } from "../money/decimal.js";
import { isCountryCode } from "./country-code.js";

/** Every message completes a sentence that begins with the field's name. */
function kind(expected: string) {
  return (issue: { input?: unknown }) =>
    issue.input === undefined || issue.input === null ? "is required" : `must be ${expected}`;
}

export const text = z.string({ error: kind("a text") }).regex(/\S/, "must not be empty");

export const flag = z.boolean({ error: kind("true or false") });

/** As browsers take it: a domain may be an internationalised one in ASCII, `xn--…`. */
export const email = z.email({ pattern: z.regexes.html5Email, error: kind("an e-mail address") });

export const phone = z
  .string({ error: kind("a text") })
  .regex(/^[1-9]\d{6,14}$/, "must be digits only, beginning with the international calling code");

/** A JSON number, read exactly; a number inside quotes is not one. */
export const decimal = z
  .custom<LosslessNumber>(isLosslessNumber, { error: kind("a number") })
  .transform((number, context): Decimal => {
    const parsed = parseDecimal(number.value);
    if (parsed !== undefined) return parsed;
    context.addIssue("is out of range");
    return z.NEVER;
  });

export const positive = decimal.refine((value) => value.coefficient > 0n, "must be greater than 0");

export const notNegative = decimal.refine((value) => value.coefficient >= 0n, "must not be negative");

const INT64_MAX = 2n ** 63n - 1n;

export const int64 = decimal
  .refine((value) => value.scale === 0 && value.coefficient >= -INT64_MAX - 1n, "must be a 64-bit integer")
  .refine((value) => value.coefficient <= INT64_MAX, "must be a 64-bit integer")
  .transform((value) => value.coefficient);

const MIN_EXPIRY_MINUTES = 15n;
const MAX_EXPIRY_MINUTES = 10_080n;

export const expiryMinutes = int64
  .refine(
    (minutes) => minutes >= MIN_EXPIRY_MINUTES && minutes <= MAX_EXPIRY_MINUTES,
    `must be between ${MIN_EXPIRY_MINUTES} and ${MAX_EXPIRY_MINUTES} minutes`,
  )
  .transform(Number);

export const paymentMethod = z.enum(
  ["CARD", "POINTCHECKOUT", "VISA", "MASTERCARD", "AMEX", "UNIONPAY", "TABBY", "CAREEM_PAY"],
  { error: kind("a known payment method") },
);

export const address = z.object(
  {
    name: text,
    address1: text,
    address2: z.string({ error: kind("a text") }).nullish(),
    city: text,
    state: z.string({ error: kind("a text") }).nullish(),
    zip: z.string({ error: kind("a text") }).nullish(),
    country: z
      .string({ error: kind("a text") })
      .refine((code) => isCountryCode(code.toUpperCase()), "must be an ISO 3166-1 country code"),
    // The vendor's guide lets the contact stand here although its schema knows it on the customer only.
    email: email.nullish(),
    phone: phone.nullish(),
  },
  { error: kind("an object") },
);

export const customer = z.object(
  {
    id: z.string({ error: kind("a text") }).nullish(),
    firstName: text,
    lastName: text,
    email: email.nullish(),
    phone: phone.nullish(),
  },
  { error: kind("an object") },
);

export const item = z.object(
  {
    name: text,
    quantity: positive,
    // Below zero for a discount.
    linetotal: decimal,
    sku: z.string({ error: kind("a text") }).nullish(),
    unitprice: decimal.nullish(),
  },
  { error: kind("an object") },
);

export const totals = z.object(
  {
    subtotal: notNegative,
    tax: notNegative,
    shipping: notNegative.nullish(),
    handling: notNegative.nullish(),
    discount: notNegative.nullish(),
    skipTotalsValidation: flag.nullish(),
  },
  { error: kind("an object") },
);

export { kind };

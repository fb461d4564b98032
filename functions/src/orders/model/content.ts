import countries from "i18n-iso-countries/index.js";
import stringify from "safe-stable-stringify";
import * as z from "zod";
import { moneySchema } from "../../shared/money.js";
import { emailSchema, phoneSchema } from "./contact.js";
import { dropNotGiven, type Parsed, parseBySchema } from "./parse-by-schema.js";
import { type ContentField, type StoredContent, toStored } from "./stored-content.js";

export const PAYMENT_METHODS = [
  "CARD",
  "POINTCHECKOUT",
  "VISA",
  "MASTERCARD",
  "AMEX",
  "UNIONPAY",
  "TABBY",
  "CAREEM_PAY",
] as const;

export const EXPIRES_IN_MINUTES = { min: 15, max: 10_080 } as const;

export const LONGEST_NAME = 100;
const MAX_INT64 = 9_223_372_036_854_775_807n;

/**
 * Characters that hide or reorder text: changes of direction, line separators, characters without a width, tags.
 * Joiners, U+200E and U+200F are allowed: Arabic, Persian and emoji need them.
 */
const DECEPTIVE =
  "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}";
const LINE = new RegExp(`^[^\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}${DECEPTIVE}]*$`, "u");
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

export const line = (max: number, text = z.string()) =>
  text
    .trim()
    .min(1, { error: "must not be empty", abort: true })
    .max(max, `must be at most ${max} characters`)
    .regex(LINE, "must not contain control, invisible or direction-changing characters")
    .regex(VISIBLE, "must contain a character that can be seen");

/** The vendor shows a description in one line: line breaks become blanks. */
export const descriptionSchema = line(
  1000,
  z.string().overwrite((text) => text.replace(/[\n\v\f\r\u0085\u2028\u2029]+/g, " ")),
);

export const countrySchema = z
  .string()
  .refine(
    (code) => /^[a-z]{2,3}$/i.test(code) && countries.isValid(code.toUpperCase()),
    "must be an ISO 3166-1 country code, such as AE or ARE",
  )
  .toUpperCase();

export const addressSchema = z.strictObject({
  name: line(200),
  address1: line(200),
  address2: line(200).optional(),
  city: line(100),
  state: line(100).optional(),
  zip: line(20).optional(),
  country: countrySchema,
});

export const customerSchema = z.strictObject({
  id: line(100).optional(),
  firstName: line(LONGEST_NAME),
  lastName: line(LONGEST_NAME),
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
});

/** Stored with the order, because a resumed creation sends the same again. */
export const linkOptionsSchema = z.strictObject({
  /** The vendor sends the link to the customer's phone, and to the e-mail address. */
  sendSms: z.boolean().default(false),
  sendEmail: z.boolean().default(false),
  /** Minutes until the link expires; the deployment's default when absent. */
  expiresIn: z
    .number()
    .int("must be a whole number of minutes")
    .min(EXPIRES_IN_MINUTES.min, `must be at least ${EXPIRES_IN_MINUTES.min} minutes`)
    .max(EXPIRES_IN_MINUTES.max, `must be at most ${EXPIRES_IN_MINUTES.max} minutes`)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/i, "must be an ISO 639-1 code such as en or ar")
    .toLowerCase()
    .optional(),
  /** As text: the vendor's int64 ids do not fit a JavaScript number. */
  branchId: z
    .string()
    .refine(
      (digits) => /^[1-9][0-9]{0,18}$/.test(digits) && BigInt(digits) <= MAX_INT64,
      "must be the digits of a 64-bit integer, as text: a number would lose digits beyond 2^53",
    )
    .optional(),
  allowedPaymentMethods: z.array(z.enum(PAYMENT_METHODS)).min(1).max(PAYMENT_METHODS.length).optional(),
  defaultPaymentMethod: z.enum(PAYMENT_METHODS).optional(),
});

/** Parts (1.5 kg) are allowed, rounding errors are not. */
export const quantitySchema = z
  .number()
  .positive("must be more than 0")
  .min(1e-6, "must be at least 0.000001")
  .max(1e9);

const minorUnits = z.number().int().nonnegative();
const signedMinorUnits = z.number().int();

/** Amounts in minor units of the order's currency. */
export const itemSchema = z.strictObject({
  name: line(200),
  quantity: quantitySchema,
  lineTotalMinor: signedMinorUnits,
  sku: line(100).optional(),
  unitPriceMinor: signedMinorUnits.optional(),
});
export type Item = z.infer<typeof itemSchema>;

export const totalsSchema = z.strictObject({
  subtotalMinor: minorUnits,
  taxMinor: minorUnits,
  shippingMinor: minorUnits.optional(),
  handlingMinor: minorUnits.optional(),
  discountMinor: minorUnits.optional(),
  skipTotalsValidation: z.boolean().optional(),
});
export type Totals = z.infer<typeof totalsSchema>;

export const contentSchema = z.object({
  customerUid: line(128).nullish(),
  description: descriptionSchema,
  amount: moneySchema.strict(),
  items: z.array(itemSchema).min(1).max(200).optional(),
  totals: totalsSchema.optional(),
  customer: customerSchema.optional(),
  billingAddress: addressSchema.optional(),
  deliveryAddress: addressSchema.optional(),
  linkOptions: linkOptionsSchema,
} satisfies Record<ContentField, z.ZodType>);
export type OrderContent = z.infer<typeof contentSchema>;

export const isSameContent = (a: OrderContent, b: OrderContent): boolean =>
  stringify(toStored(a)) === stringify(toStored(b));

export const readContent = (stored: StoredContent): Parsed<OrderContent> =>
  parseBySchema(contentSchema, dropNotGiven(stored));

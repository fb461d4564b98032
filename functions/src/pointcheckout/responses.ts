import { LosslessNumber } from "lossless-json";
import * as z from "zod";
import { checkoutIdSchema } from "../checkouts/checkout-id.js";
import { cleanText } from "../shared/foreign-text.js";
import { normalisePaymentStatus, normaliseStatus } from "./provider-status.js";

export { normaliseStatus, PROVIDER_STATUSES, type ProviderStatus } from "./provider-status.js";

// Everything received ends in a document or a log line, so even a hostile answer stays small and printable. A field that
// was null or absent becomes null.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const LONGEST_DISPLAYED = 100;

const orNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  schema.nullish().transform((value) => value ?? null);

/** Optional field: an unusable value becomes null. */
const optional = <T>(schema: z.ZodType<T>): z.ZodType<T | null> => orNull(schema).catch(null);

/** Compared or sent back, so it is refused, not repaired: a cleaned text could equal another. */
const identifier = z
  .string()
  .max(500)
  .refine((text) => !INVISIBLE.test(text), "holds invisible characters");

/** For people: cleaned, and cut. */
const displayText = optional(z.string().transform((text) => cleanText(text, [], LONGEST_DISPLAYED)));

/** The vendor's spelling: clean, cut, never empty. Marked if cleaning would make an unknown status a known one. */
function keptStatus(text: string): string {
  const visible = text.replaceAll(new RegExp(INVISIBLE, "gu"), "\u{fffd}");
  const kept = cleanText(visible, [], LONGEST_DISPLAYED - 1);
  const isSame = kept !== "" && normaliseStatus(kept) === normaliseStatus(text);
  return isSame ? kept : `\u{fffd}${kept}`;
}

/** A browser drops invisible characters, and would open another address. */
const pageUrl = z
  .string()
  .max(2000)
  .refine((text) => !INVISIBLE.test(text) && !/\s/u.test(text), "holds invisible characters or blanks");

const wireText = (error: string) =>
  z.union([z.instanceof(LosslessNumber).transform((number) => number.value), z.string()], { error });

/** Exact decimal text in major units, possibly in exponent form; see `parseWireDecimal`. */
const decimal = wireText("expected a number or numeric text").pipe(
  z
    .string()
    .max(64)
    .regex(/^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/, "expected a decimal number"),
);

/** The digits of an int64, which the vendor's documentation shows as a number beyond 2^53. */
const digits = wireText("expected an integer or its digits").pipe(
  z.string().regex(/^-?[0-9]{1,20}$/, "expected an integer"),
);

const pageCount = orNull(
  z
    .instanceof(LosslessNumber, { error: "expected a number" })
    .transform((number) => Number(number.value))
    .pipe(z.int().nonnegative()),
);

/** An id that may come as digits without quotes. */
const integerOrText = z.union([identifier, digits]);

// Strict for what decides: whose checkout it is, its state, its money. An unusable other field becomes null: a broken page
// address must not keep a paid order from being paid.
const checkoutFields = z.object({
  id: checkoutIdSchema,
  status: z.string().min(1),
  /** Not yet checked whether it may be shown. */
  redirectUrl: optional(pageUrl),
  requestId: orNull(identifier),
  orderId: orNull(identifier),
  displayId: displayText,
  /** As received; not checked against ISO 4217. */
  currency: orNull(identifier),
  amount: orNull(decimal),
  totalRefunded: orNull(decimal),
  /** Cash to collect from the customer. Whether a card payment carries 0 is unknown. */
  cashAmount: optional(decimal),
  usedPaymentMethod: displayText,
  firebaseDatabase: optional(identifier),
  firebaseCollection: optional(identifier),
  firebaseDocument: optional(identifier),
  /** ISO 8601 with offset, as received. */
  timestamp: optional(identifier),
  branchId: optional(digits),
  subscriptionId: optional(integerOrText),
  /** Documented as a condition of the search only. */
  type: optional(identifier),
});

function toRemoteCheckout<T extends z.infer<typeof checkoutFields>>(checkout: T) {
  const { status, subscriptionId, type, ...fields } = checkout;
  return {
    ...fields,
    /** Null for a status that this version does not know. */
    status: normaliseStatus(status),
    /** As received, but for what cannot be shown. */
    providerStatus: keptStatus(status),
    /** False for a subscription or another type: an account has other checkouts, too. */
    isLink: !subscriptionId && (!type || type.toUpperCase() === "LINK"),
  };
}

/** A checkout as get-checkout, search and cancel answer it. @see vendor API: Read */
export const remoteCheckoutSchema = checkoutFields.transform(toRemoteCheckout);
export type RemoteCheckout = z.infer<typeof remoteCheckoutSchema>;

/** @see vendor API: Create payment link checkout */
export const createdLinkSchema = checkoutFields
  .extend({ redirectUrl: pageUrl.refine((text) => text !== "", "is empty") })
  .transform(toRemoteCheckout);
export type CreatedLink = z.infer<typeof createdLinkSchema>;

/** The vendor documents no body of a cancellation, so its absence is a success. @see vendor API: Act */
export const cancelledCheckoutSchema = remoteCheckoutSchema.nullable();

/** A refund or a capture needs no result: a read follows in any case. */
export const confirmedSchema = z.unknown().transform((): void => undefined);

/** A payment; an unusable field becomes null and proves nothing. @see vendor API: Act */
export const remotePaymentSchema = z
  .object({
    status: optional(z.string().transform(normalisePaymentStatus)),
    checkoutDetails: optional(
      z.object({
        id: optional(integerOrText),
        orderId: optional(identifier),
        requestId: optional(identifier),
      }),
    ),
    currency: optional(identifier),
    amount: optional(decimal),
  })
  .transform(({ checkoutDetails, ...fields }) => ({
    ...fields,
    checkoutId: checkoutDetails?.id ?? null,
    orderId: checkoutDetails?.orderId ?? null,
    requestId: checkoutDetails?.requestId ?? null,
  }));
export type RemotePayment = z.infer<typeof remotePaymentSchema>;

const branchSchema = z.object({
  id: digits,
  name: displayText,
  /** As received; not checked against ISO 4217. */
  currency: optional(identifier),
  description: displayText,
  enabled: optional(z.boolean()),
});
export type Branch = z.infer<typeof branchSchema>;

/** @see vendor API: Act */
export const branchesSchema = z.array(branchSchema).max(1000);

const pageFields = { page: pageCount, size: pageCount, totalPages: pageCount, totalElements: pageCount };

/**
 * `content` is required: a page without it must not be read as "there is no such checkout", because then a link is
 * created once more.
 * @see vendor API: Read
 */
export const searchPageSchema = z.object({ ...pageFields, content: z.array(remoteCheckoutSchema) });
export type SearchPage = z.infer<typeof searchPageSchema>;

/** A page in which a broken checkout does not hide the others: `unreadable` counts them. @see vendor API: Read */
export const listingPageSchema = z
  .object({ ...pageFields, content: z.array(z.unknown()) })
  .transform(({ content, ...page }) => {
    const readable = content.flatMap((one) => remoteCheckoutSchema.safeParse(one).data ?? []);
    return { ...page, content: readable, unreadable: content.length - readable.length };
  });
export type ListingPage = z.infer<typeof listingPageSchema>;

import { LosslessNumber } from "lossless-json";
import * as z from "zod";
import { checkoutIdSchema } from "../checkouts/checkout-id.js";
import { cleanText } from "../shared/foreign-text.js";
import { normalisePaymentStatus, normaliseStatus } from "./provider-status.js";

export { normaliseStatus, PROVIDER_STATUSES, type ProviderStatus } from "./provider-status.js";

// Everything received ends in a document or a log line, so even a hostile answer stays small and printable. A field that
// was null or absent becomes null.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const LONGEST_STATUS = 100;
const LONGEST_DISPLAYED = 100;

const orNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  schema.nullish().transform((value) => value ?? null);

/** Optional field: an unusable value becomes null. */
const optional = <T>(schema: z.ZodType<T | null>): z.ZodType<T | null> => schema.catch(null);

/** Compared or sent back, so it is refused, not repaired: a cleaned text could equal another. */
const identifier: z.ZodType<string> = z
  .string()
  .max(500)
  .refine((text) => !INVISIBLE.test(text), "holds invisible characters");

/** For people: cleaned, and cut. */
const displayText: z.ZodType<string | null> = optional(
  orNull(z.string()).transform((text) => (text === null ? null : cut(cleanText(text), LONGEST_DISPLAYED))),
);

/** The vendor's spelling: clean, cut, never empty. Marked if cleaning would make an unknown status a known one. */
function keptStatus(text: string): string {
  const visible = text.replaceAll(new RegExp(INVISIBLE, "gu"), "\u{fffd}");
  const kept = cut(cleanText(visible), LONGEST_STATUS - 1);
  const isSame = kept !== "" && normaliseStatus(kept) === normaliseStatus(text);
  return isSame ? kept : `\u{fffd}${kept}`;
}

/** A browser drops invisible characters, and would open another address. */
const pageUrl: z.ZodType<string> = z
  .string()
  .max(2000)
  .refine((text) => !INVISIBLE.test(text) && !/\s/u.test(text), "holds invisible characters or blanks");

const cut = (text: string, longest: number): string =>
  Array.from(text.slice(0, 2 * longest))
    .slice(0, longest)
    .join("");

const id = orNull(identifier);

const wireText = (error: string) =>
  z.union([z.instanceof(LosslessNumber).transform((number) => number.value), z.string()], { error });

/** Exact decimal text in major units, possibly in exponent form; see `parseWireDecimal`. */
const decimal = orNull(
  wireText("expected a number or numeric text").pipe(
    z
      .string()
      .max(64)
      .regex(/^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/, "expected a decimal number"),
  ),
);

/** The digits of an int64, which the vendor's documentation shows as a number beyond 2^53. */
const digits = wireText("expected an integer or its digits").pipe(
  z.string().regex(/^-?[0-9]{1,20}$/, "expected an integer"),
);
const integerDigits = orNull(digits);

const pageCount = orNull(
  z
    .instanceof(LosslessNumber, { error: "expected a number" })
    .transform((number) => Number(number.value))
    .pipe(z.int().nonnegative()),
);

/** An id that may come as digits without quotes. */
const integerOrText = z.union([id, integerDigits]);

// Strict for what decides: whose checkout it is, its state, its money. An unusable other field becomes null: a broken page
// address must not keep a paid order from being paid.
const checkoutFields = z.object({
  id: checkoutIdSchema,
  status: z.string().min(1),
  /** Not yet checked whether it may be shown. */
  redirectUrl: optional(orNull(pageUrl)),
  requestId: id,
  orderId: id,
  displayId: displayText,
  /** As received; not checked against ISO 4217. */
  currency: id,
  amount: decimal,
  totalRefunded: decimal,
  /** Cash to collect from the customer. Whether a card payment carries 0 is unknown. */
  cashAmount: optional(decimal),
  usedPaymentMethod: displayText,
  firebaseDatabase: optional(id),
  firebaseCollection: optional(id),
  firebaseDocument: optional(id),
  /** ISO 8601 with offset, as received. */
  timestamp: optional(id),
  branchId: optional(integerDigits),
  subscriptionId: optional(integerOrText),
  /** Documented as a condition of the search only. */
  type: optional(id),
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
    status: optional(orNull(z.string())),
    checkoutDetails: optional(
      orNull(z.object({ id: optional(integerOrText), orderId: optional(id), requestId: optional(id) })),
    ),
    currency: optional(id),
    amount: optional(decimal),
  })
  .transform(({ status, checkoutDetails, ...fields }) => ({
    ...fields,
    status: status === null ? null : normalisePaymentStatus(status),
    providerStatus: status === null ? null : keptStatus(status),
    checkoutId: checkoutDetails?.id ?? null,
    orderId: checkoutDetails?.orderId ?? null,
    requestId: checkoutDetails?.requestId ?? null,
  }));
export type RemotePayment = z.infer<typeof remotePaymentSchema>;

const branchSchema = z.object({
  id: digits,
  name: displayText,
  /** As received; not checked against ISO 4217. */
  currency: optional(id),
  description: displayText,
  enabled: optional(orNull(z.boolean())),
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

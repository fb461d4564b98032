import { LosslessNumber } from "lossless-json";
import * as z from "zod";

import { type CheckoutId, checkoutIdSchema } from "../checkouts/checkout-id.js";
import { normalisePaymentStatus, type PaymentStatus } from "./payment-status.js";
import type { ProviderStatus } from "./provider-status.js";
import { normaliseStatus } from "./provider-status.js";
import { displayText, identifier, keptStatus, optional, orNull, pageUrl } from "./response-texts.js";

export { normaliseStatus, PROVIDER_STATUSES, type ProviderStatus } from "./provider-status.js";

/** A checkout as the vendor sees it. `null` stands for a field that was null or absent. */
export interface RemoteCheckout {
  id: CheckoutId;
  /** Null for a status that this version does not know. */
  status: ProviderStatus | null;
  /** The status as received, but for what cannot be shown, and not longer than 100 characters. */
  providerStatus: string;
  /** The hosted payment page. Not judged: whether it may be shown is decided where it is stored. */
  redirectUrl: string | null;
  requestId: string | null;
  orderId: string | null;
  displayId: string | null;
  /** As received; not checked against ISO 4217. */
  currency: string | null;
  /** Exact decimal text in major units, possibly in exponent form; see `parseWireDecimal`. */
  amount: string | null;
  /** Like `amount`. */
  totalRefunded: string | null;
  /** Cash that is to be collected from the customer; like `amount`. Whether a card payment carries 0 is unknown. */
  cashAmount: string | null;
  usedPaymentMethod: string | null;
  firebaseDatabase: string | null;
  firebaseCollection: string | null;
  firebaseDocument: string | null;
  /** ISO 8601 with offset, as received. */
  timestamp: string | null;
  /** An int64 in digits. */
  branchId: string | null;
  /** False if the answer names a subscription, or a type other than LINK: an account has other checkouts, too. */
  isLink: boolean;
}

/** The answer to a creation, which always holds the page to send the customer to. */
export interface CreatedLink extends RemoteCheckout {
  redirectUrl: string;
}

/**
 * A payment. `null` stands for what was null, absent, or in another form: it then proves nothing.
 *
 * @see vendor API: Act
 */
export interface RemotePayment {
  /** Null if the vendor gives none, or one this version does not know. */
  status: PaymentStatus | null;
  /** As received, but for what cannot be shown. */
  providerStatus: string | null;
  /** Of which checkout it is: this and the next two stand in the answer's `checkoutDetails`. */
  checkoutId: string | null;
  orderId: string | null;
  requestId: string | null;
  currency: string | null;
  /** Exact decimal text in major units; see `parseWireDecimal`. */
  amount: string | null;
}

/** One of the merchant's branches. */
export type Branch = {
  /** An int64 in digits. */
  id: string;
  name: string | null;
  /** As received; not checked against ISO 4217. */
  currency: string | null;
  description: string | null;
  enabled: boolean | null;
};

/** One page of a search, counted from 0. */
export interface SearchPage {
  page: number | null;
  size: number | null;
  totalPages: number | null;
  totalElements: number | null;
  content: RemoteCheckout[];
}

/** One page of a listing; `unreadable` counts the checkouts on it that are not in the promised form. */
export interface ListingPage extends SearchPage {
  unreadable: number;
}

// Everything received ends in a document or a log line, so even a hostile answer stays small and printable.
const id = orNull(identifier);

const decimal = z
  .union([z.instanceof(LosslessNumber).transform((number) => number.value), z.string()], {
    error: "expected a number or numeric text",
  })
  .pipe(
    z
      .string()
      .max(64)
      .regex(/^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/, "expected a decimal number"),
  )
  .nullish()
  .transform((value) => value ?? null);

// Branch ids are larger than 2^53, and the documentation shows them as numbers: their digits are taken as they are.
const integerDigits = z
  .union([z.instanceof(LosslessNumber).transform((number) => number.value), z.string()], {
    error: "expected an integer or its digits",
  })
  .pipe(z.string().regex(/^-?[0-9]{1,20}$/, "expected an integer"))
  .nullish()
  .transform((value) => value ?? null);

const count = z
  .instanceof(LosslessNumber, { error: "expected a number" })
  .transform((number) => Number(number.value))
  .pipe(z.int().nonnegative())
  .nullish()
  .transform((value) => value ?? null);

/** An id that may come as digits without quotes. */
function integerOrText() {
  return z.union([id, integerDigits]);
}

const pageFields = {
  page: count,
  size: count,
  totalPages: count,
  totalElements: count,
};

// Strict is what decides: whose checkout it is, its state, its money. The rest is taken if it is usable: that a paid
// order's answer has a broken address of its page or of its document must not keep the order from being paid.
const checkoutFields = z.object({
  id: checkoutIdSchema,
  status: z.string().min(1),
  redirectUrl: optional(orNull(pageUrl)),
  requestId: id,
  orderId: id,
  displayId: displayText,
  currency: id,
  amount: decimal,
  totalRefunded: decimal,
  cashAmount: optional(decimal),
  usedPaymentMethod: displayText,
  firebaseDatabase: optional(id),
  firebaseCollection: optional(id),
  firebaseDocument: optional(id),
  timestamp: optional(id),
  branchId: optional(integerDigits),
  subscriptionId: optional(integerOrText()),
  // In no description of an answer, but a condition of the search.
  type: optional(id),
});

/** A checkout as get-checkout, search and cancel answer it. @see vendor API: Read */
export const remoteCheckoutSchema: z.ZodType<RemoteCheckout> = checkoutFields.transform(toRemoteCheckout);

/** @see vendor API: Create payment link checkout */
export const createdLinkSchema: z.ZodType<CreatedLink> = checkoutFields
  .extend({ redirectUrl: pageUrl.refine((text) => text !== "", "is empty") })
  .transform(toRemoteCheckout);

/** What a cancellation answers: the vendor documents no body, so its absence is a success. @see vendor API: Act */
export const cancelledCheckoutSchema: z.ZodType<RemoteCheckout | null> = remoteCheckoutSchema.nullable();

/** What a refund or a capture answers: that it was confirmed is all that is needed, because a read follows in any case. */
export const confirmedSchema: z.ZodType<void> = z.unknown().transform(() => undefined);

/** What get-payment answers. An unusable field becomes null: whoever captures decides what has to be there. */
export const remotePaymentSchema: z.ZodType<RemotePayment> = z
  .object({
    status: optional(orNull(z.string())),
    checkoutDetails: optional(
      orNull(z.object({ id: optional(integerOrText()), orderId: optional(id), requestId: optional(id) })),
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

/** A branch as list and get answer it. @see vendor API: Act */
export const branchSchema: z.ZodType<Branch> = z.object({
  id: integerDigits.pipe(z.string()),
  name: displayText,
  currency: optional(id),
  description: displayText,
  enabled: optional(orNull(z.boolean())),
});

/** @see vendor API: Act */
export const branchesSchema: z.ZodType<Branch[]> = z.array(branchSchema).max(1000);

/**
 * `content` is required: a page without it must not be read as "there is no such checkout", because on those words
 * a link is created once more.
 *
 * @see vendor API: Read
 */
export const searchPageSchema: z.ZodType<SearchPage> = z.object({
  ...pageFields,
  content: z.array(remoteCheckoutSchema),
});

/** A page of a listing, in which one checkout that breaks the form does not hide the others. @see vendor API: Read */
export const listingPageSchema: z.ZodType<ListingPage> = z
  .object({ ...pageFields, content: z.array(z.unknown()) })
  .transform(({ content, ...page }) => {
    const readable = content.flatMap((one) => remoteCheckoutSchema.safeParse(one).data ?? []);
    return { ...page, content: readable, unreadable: content.length - readable.length };
  });

function toRemoteCheckout<T extends z.infer<typeof checkoutFields>>({
  status,
  subscriptionId,
  type,
  ...fields
}: T) {
  return {
    ...fields,
    status: normaliseStatus(status),
    providerStatus: keptStatus(status),
    isLink: !subscriptionId && (!type || type.toUpperCase() === "LINK"),
  };
}

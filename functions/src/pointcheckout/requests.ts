import { LosslessNumber, stringify } from "lossless-json";

import { type Money, toDecimalText } from "../shared/money.js";

/** Minor units of the amount's currency. */
type Minor = number;

export interface LinkItem {
  name: string;
  quantity: number;
  linetotal: Minor;
  sku?: string | undefined;
  unitprice?: Minor | undefined;
}

export interface LinkTotals {
  subtotal: Minor;
  tax: Minor;
  shipping?: Minor | undefined;
  handling?: Minor | undefined;
  discount?: Minor | undefined;
  skipTotalsValidation?: boolean | undefined;
}

export interface LinkCustomer {
  /** The merchant's own id of the customer. */
  id?: string | undefined;
  firstName: string;
  lastName: string;
  email?: string | undefined;
  /** International, digits only. */
  phone?: string | undefined;
}

export interface LinkAddress {
  name: string;
  address1: string;
  address2?: string | undefined;
  city: string;
  state?: string | undefined;
  zip?: string | undefined;
  /** ISO 3166-1 alpha-2 or alpha-3. */
  country: string;
}

/** A payment link to be created, in the vendor's words. @see vendor API: Create payment link checkout */
export interface CreateLinkRequest {
  /** Unique per payment attempt; used up even by a failed one. */
  requestId: string;
  orderId: string;
  description: string;
  /** Also names the currency of all other amounts. */
  amount: Money;
  items?: LinkItem[] | undefined;
  totals?: LinkTotals | undefined;
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  customer?: LinkCustomer | undefined;
  billingAddress?: LinkAddress | undefined;
  deliveryAddress?: LinkAddress | undefined;
  /** The digits of an int64, which may lie beyond 2^53. */
  branchId?: string | undefined;
  allowedPaymentMethods?: string[] | undefined;
  defaultPaymentMethod?: string | undefined;
  /** Minutes, 15 to 10080. */
  expiresIn?: number | undefined;
  /** ISO 639-1. */
  language?: string | undefined;
}

/**
 * The JSON text of a creation. Amounts become decimal numbers straight from their integers, so none passes through a
 * float; fields that are undefined are left out, and fields that are not the vendor's never leave.
 *
 * @throws {RangeError} if an amount is not a safe integer, a quantity not finite, or `branchId` not a positive int64
 * @see vendor API: Create payment link checkout
 */
export function toCreateLinkBody(request: CreateLinkRequest): string {
  const { amount, items, totals, branchId } = request;
  const decimal = (minor: Minor) => new LosslessNumber(toDecimalText({ minor, exponent: amount.exponent }));
  const optionalDecimal = (minor: Minor | undefined) => (minor === undefined ? undefined : decimal(minor));
  // The library's type allows for values without a JSON text; an object has one.
  return stringify({
    requestId: request.requestId,
    orderId: request.orderId,
    description: request.description,
    currency: amount.currency,
    amount: decimal(amount.minor),
    items: items?.map(({ name, quantity, linetotal, sku, unitprice }) => ({
      name,
      quantity: toFinite(quantity),
      linetotal: decimal(linetotal),
      sku,
      unitprice: optionalDecimal(unitprice),
    })),
    totals: totals && {
      subtotal: decimal(totals.subtotal),
      tax: decimal(totals.tax),
      shipping: optionalDecimal(totals.shipping),
      handling: optionalDecimal(totals.handling),
      discount: optionalDecimal(totals.discount),
      skipTotalsValidation: totals.skipTotalsValidation,
    },
    sendSms: request.sendSms,
    sendEmail: request.sendEmail,
    customer: request.customer && pickCustomer(request.customer),
    billingAddress: request.billingAddress && pickAddress(request.billingAddress),
    deliveryAddress: request.deliveryAddress && pickAddress(request.deliveryAddress),
    branchId: branchId === undefined ? undefined : toInt64(branchId),
    allowedPaymentMethods: request.allowedPaymentMethods,
    defaultPaymentMethod: request.defaultPaymentMethod,
    expiresIn: request.expiresIn,
    language: request.language,
  }) as string;
}

/** A refund of a checkout, in the vendor's words. @see vendor API: Act */
export interface RefundRequest {
  amount: Money;
  /** Why, for the vendor's books. */
  note: string;
  /** Whether the vendor tells two refunds apart by it is unknown. */
  referenceId: string;
}

/**
 * The query of a refund. The amount is decimal text made from its integer, as in a creation.
 *
 * @throws {RangeError} if the amount is not a safe integer above 0
 */
export function toRefundQuery({ amount, note, referenceId }: RefundRequest): URLSearchParams {
  if (amount.minor <= 0) throw new RangeError("A refund is more than 0");
  return new URLSearchParams({ amount: toDecimalText(amount), currency: amount.currency, note, referenceId });
}

function pickCustomer({ id, firstName, lastName, email, phone }: LinkCustomer): LinkCustomer {
  return { id, firstName, lastName, email, phone };
}

function pickAddress({ name, address1, address2, city, state, zip, country }: LinkAddress): LinkAddress {
  return { name, address1, address2, city, state, zip, country };
}

function toFinite(quantity: number): number {
  // JSON would write null, and the vendor might take that for anything.
  if (!Number.isFinite(quantity)) throw new RangeError("A quantity is a finite number");
  return quantity;
}

function toInt64(digits: string): LosslessNumber {
  if (!/^[1-9][0-9]{0,18}$/.test(digits) || BigInt(digits) > 2n ** 63n - 1n) {
    throw new RangeError("A branch id consists of the digits of a positive int64");
  }
  return new LosslessNumber(digits);
}

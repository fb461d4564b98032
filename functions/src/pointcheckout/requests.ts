import { LosslessNumber, stringify } from "lossless-json";

import { type Money, toDecimalText } from "../shared/money.js";

/** A line of the order. A field that ends in `Minor` is in minor units of the amount's currency. */
export interface LinkItem {
  name: string;
  quantity: number;
  lineTotalMinor: number;
  sku?: string | undefined;
  unitPriceMinor?: number | undefined;
}

export interface LinkTotals {
  subtotalMinor: number;
  taxMinor: number;
  shippingMinor?: number | undefined;
  handlingMinor?: number | undefined;
  discountMinor?: number | undefined;
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
 * float: `lineTotalMinor` is sent as `linetotal`. Fields that are undefined are left out.
 *
 * @throws {RangeError} if an amount is not a safe integer, a quantity not finite, or `branchId` not a positive int64
 * @see vendor API: Create payment link checkout
 */
export function toCreateLinkBody(request: CreateLinkRequest): string {
  const { requestId, orderId, description, amount, items, totals, branchId, ...others } = request;
  const toWire = (fields: LinkItem | LinkTotals) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => toWireField(name, value, amount)));
  for (const { quantity } of items ?? []) requireFinite(quantity);
  // The library's type allows for values without a JSON text; an object has one.
  return stringify({
    requestId,
    orderId,
    description,
    currency: amount.currency,
    amount: new LosslessNumber(toDecimalText(amount)),
    items: items?.map(toWire),
    totals: totals && toWire(totals),
    branchId: branchId === undefined ? undefined : toInt64(branchId),
    ...others,
  }) as string;
}

const MINOR = /Minor$/;

function toWireField(name: string, value: unknown, { exponent }: Money): [string, unknown] {
  if (!MINOR.test(name)) return [name, value];
  const wireName = name.replace(MINOR, "").toLowerCase();
  const text = value === undefined ? undefined : toDecimalText({ minor: value as number, exponent });
  return [wireName, text === undefined ? undefined : new LosslessNumber(text)];
}

/** A refund of a checkout, in the vendor's words. @see vendor API: Act */
export interface RefundRequest {
  amount: Money;
  /** Why, for the vendor's books. */
  note: string;
  /** Whether the vendor uses it to recognise a repeated refund is unknown. */
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

function requireFinite(quantity: number): void {
  // JSON would write null, and the vendor might take that for anything.
  if (!Number.isFinite(quantity)) throw new RangeError("A quantity is a finite number");
}

function toInt64(digits: string): LosslessNumber {
  if (!/^[1-9][0-9]{0,18}$/.test(digits) || BigInt(digits) > 2n ** 63n - 1n) {
    throw new RangeError("A branch id consists of the digits of a positive int64");
  }
  return new LosslessNumber(digits);
}

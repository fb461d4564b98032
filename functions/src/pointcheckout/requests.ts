import { LosslessNumber, stringify } from "lossless-json";
import { type Money, toDecimalText } from "../shared/money.js";

/** Fields that every value has, and fields that it may have. */
type Fields<Always extends string, Optional extends string, Value> = Record<Always, Value> & {
  [Name in Optional]?: Value | undefined;
};
/** A field that ends in `Minor` is in minor units of the amount's currency. */
type Item = Fields<"name", "sku", string> & Fields<"quantity" | "lineTotalMinor", "unitPriceMinor", number>;
type Extras = "shippingMinor" | "handlingMinor" | "discountMinor";
type Totals = Fields<"subtotalMinor" | "taxMinor", Extras, number> & {
  skipTotalsValidation?: boolean | undefined;
};
type Customer = Fields<"firstName" | "lastName", "id" | "email" | "phone", string>;
type Address = Fields<"name" | "address1" | "city" | "country", "address2" | "state" | "zip", string>;

/** In the vendor's words. @see vendor API: Create payment link checkout */
export interface CreateLinkRequest {
  /** Unique per attempt; a failed one uses it up, too. */
  requestId: string;
  orderId: string;
  description: string;
  amount: Money;
  items?: readonly Item[] | undefined;
  totals?: Totals | undefined;
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  customer?: Customer | undefined;
  billingAddress?: Address | undefined;
  deliveryAddress?: Address | undefined;
  /** An int64 in digits. */
  branchId?: string | undefined;
  allowedPaymentMethods?: string[] | undefined;
  defaultPaymentMethod?: string | undefined;
  /** Minutes, 15 to 10080. */
  expiresIn?: number | undefined;
  language?: string | undefined;
}

/**
 * Amounts become decimals straight from their integers; `lineTotalMinor` is sent as `linetotal`.
 * @throws {RangeError} if an amount is not a safe integer
 */
export function toCreateLinkBody(request: CreateLinkRequest): string {
  const { requestId, orderId, description, amount, items, totals, branchId, ...others } = request;
  const toWire = (fields: Item | Totals) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => toWireField(name, value, amount)));
  // The library's type allows for values without JSON text; an object has one.
  return stringify({
    requestId,
    orderId,
    description,
    currency: amount.currency,
    amount: new LosslessNumber(toDecimalText(amount)),
    items: items?.map(toWire),
    totals: totals && toWire(totals),
    branchId: branchId === undefined ? undefined : new LosslessNumber(branchId),
    ...others,
  }) as string;
}

const MINOR = /Minor$/;

function toWireField(name: string, value: unknown, { exponent }: Money): [string, unknown] {
  if (!MINOR.test(name)) return [name, value];
  const wireName = name.replace(MINOR, "").toLowerCase();
  if (value === undefined) return [wireName, value];
  return [wireName, new LosslessNumber(toDecimalText({ minor: value as number, exponent }))];
}

export interface RefundRequest {
  amount: Money;
  note: string;
  /** It is unknown whether the vendor recognises a repeated refund by it. */
  referenceId: string;
}

/** @throws {RangeError} if the amount is not a safe integer above 0 @see vendor API: Act */
export function toRefundQuery({ amount, note, referenceId }: RefundRequest): URLSearchParams {
  if (amount.minor <= 0) throw new RangeError("A refund is more than 0");
  return new URLSearchParams({ amount: toDecimalText(amount), currency: amount.currency, note, referenceId });
}

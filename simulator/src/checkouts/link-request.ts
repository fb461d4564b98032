import { z } from "zod";
import { CURRENCY_EXPONENTS } from "../money/currency.js";
import { minorUnitsOf } from "../money/decimal.js";
import * as field from "./link-request-fields.js";
import { Refusal } from "./refusal.js";

// A merchant's JSON reader could not keep more minor units.
const MAX_AMOUNT_MINOR = BigInt(Number.MAX_SAFE_INTEGER);

const body = z.object(
  {
    requestId: field.text,
    orderId: field.text,
    description: field.text,
    currency: field.anyText,
    amount: field.positive,
    totals: field.optional(field.totals),
    items: field.list(field.item),
    sendSms: field.flag.nullish().transform(Boolean),
    sendEmail: field.flag.nullish().transform(Boolean),
    customer: field.optional(field.customer),
    billingAddress: field.optional(field.address),
    deliveryAddress: field.optional(field.address),
    branchId: field.optional(field.int64),
    allowedPaymentMethods: field.list(field.paymentMethod),
    defaultPaymentMethod: field.optional(field.paymentMethod),
    // Without it a link lives as long as the vendor allows.
    expiresIn: field.expiryMinutes.nullish().transform((minutes) => minutes ?? field.MAX_EXPIRY_MINUTES),
    language: field.optional(
      field.anyText.regex(/^[A-Za-z]{2,3}$/, "must be a language code of 2 or 3 letters"),
    ),
  },
  { error: "must be a JSON object" },
);

type LinkBody = Readonly<z.output<typeof body>>;

export type Language = "en" | "ar";

/** The content of a payment link, checked and with its money exact. */
export interface LinkOrder extends Omit<LinkBody, "language"> {
  readonly exponent: number;
  readonly amountMinor: bigint;
  readonly language: Language;
  /** Where messages go: the customer's, else what the billing address carries. */
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
}

/** @param json as `readJson` gives it @throws {Refusal} naming the first field that breaks a rule */
export function readLinkRequest(json: unknown): LinkOrder {
  const parsed = body.safeParse(json);
  if (parsed.success) return linkOrderOf(parsed.data);
  const issue = parsed.error.issues[0];
  const name = z.core.toDotPath(issue?.path ?? []);
  throw new Refusal(`${name || "The request body"} ${issue?.message ?? "is not valid"}.`, name || undefined);
}

function linkOrderOf(request: LinkBody): LinkOrder {
  const exponent = CURRENCY_EXPONENTS.get(request.currency);
  if (exponent === undefined)
    throw new Refusal("currency must be an ISO 4217 code of 3 letters.", "currency");
  const amountMinor = minorUnitsOf(request.amount, exponent);
  if (amountMinor === undefined) {
    throw new Refusal(`amount must have at most ${exponent} decimals in ${request.currency}.`, "amount");
  }
  if (amountMinor > MAX_AMOUNT_MINOR) throw new Refusal("amount is too large.", "amount");
  requireMatchingTotals(request);
  const language = request.language?.toLowerCase() === "ar" ? "ar" : "en";
  return { ...request, exponent, amountMinor, language, ...contactOf(request) };
}

function requireMatchingTotals({ totals, amount }: LinkBody): void {
  if (totals?.skipTotalsValidation !== false) return;
  const { subtotal, tax, shipping, handling, discount } = totals;
  const extra = tax.plus(shipping ?? 0).plus(handling ?? 0);
  const sum = subtotal.plus(extra).minus(discount ?? 0);
  if (!sum.eq(amount)) {
    throw new Refusal("totals must add up to the amount, or skipTotalsValidation be true.", "totals");
  }
}

function contactOf({ customer, billingAddress, sendSms, sendEmail }: LinkBody) {
  const contactPhone = customer?.phone ?? billingAddress?.phone ?? null;
  const contactEmail = customer?.email ?? billingAddress?.email ?? null;
  // The vendor's description requires the e-mail; its guide and its SDK accept a phone instead.
  if (customer && contactPhone === null && contactEmail === null)
    throw new Refusal("customer.email is required, or a phone.", "customer.email");
  if (sendSms && contactPhone === null) {
    throw new Refusal("customer.phone is required to send the link by SMS.", "customer.phone");
  }
  if (sendEmail && contactEmail === null) {
    throw new Refusal("customer.email is required to send the link by e-mail.", "customer.email");
  }
  return { contactPhone, contactEmail };
}

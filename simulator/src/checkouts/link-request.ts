import { z } from "zod";
import { exponentOfCurrency } from "../money/currency.js";
import { addDecimals, type Decimal, equalDecimals, minorUnitsOf, negateDecimal } from "../money/decimal.js";
import type { Address, Customer, Language, LinkOrder } from "./link-order.js";
import * as field from "./link-request-fields.js";
import { Refusal } from "./refusal.js";

/** How long a link lives when the merchant does not say: the longest the vendor allows. */
export const DEFAULT_EXPIRY_MINUTES = 10_080;

// Beyond it no merchant's JSON reader could be expected to keep the minor units.
const MAX_AMOUNT_MINOR = BigInt(Number.MAX_SAFE_INTEGER);

const body = z.object(
  {
    requestId: field.text,
    orderId: field.text,
    description: field.text,
    currency: z.string({ error: field.kind("a text") }),
    amount: field.positive,
    totals: field.totals.nullish(),
    items: z.array(field.item, { error: field.kind("a list") }).nullish(),
    sendSms: field.flag.nullish(),
    sendEmail: field.flag.nullish(),
    customer: field.customer.nullish(),
    billingAddress: field.address.nullish(),
    deliveryAddress: field.address.nullish(),
    branchId: field.int64.nullish(),
    allowedPaymentMethods: z.array(field.paymentMethod, { error: field.kind("a list") }).nullish(),
    defaultPaymentMethod: field.paymentMethod.nullish(),
    expiresIn: field.expiryMinutes.nullish(),
    language: z
      .string({ error: field.kind("a text") })
      .regex(/^[A-Za-z]{2,3}$/, "must be a language code of 2 or 3 letters")
      .nullish(),
  },
  { error: "must be a JSON object" },
);

type LinkBody = z.output<typeof body>;

/**
 * Reads the body of a create-link request.
 *
 * @param json as parsed by lossless-json: numbers still exact
 * @throws {Refusal} naming the first field that breaks a rule
 */
export function readLinkRequest(json: unknown): LinkOrder {
  const parsed = body.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = dottedPath(issue?.path ?? []);
    throw new Refusal(
      `${name || "The request body"} ${issue?.message ?? "is not valid"}.`,
      name || undefined,
    );
  }
  return linkOrderOf(parsed.data);
}

function dottedPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === "number" ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key),
    "",
  );
}

function linkOrderOf(request: LinkBody): LinkOrder {
  const exponent = exponentOfCurrency(request.currency);
  if (exponent === undefined)
    throw new Refusal("currency must be an ISO 4217 code of 3 letters.", "currency");
  const amountMinor = amountOf(request, exponent);
  requireMatchingTotals(request);
  const contact = contactOf(request);
  return {
    requestId: request.requestId,
    orderId: request.orderId,
    description: request.description,
    currency: request.currency,
    exponent,
    amountMinor,
    items: request.items ?? [],
    customer: customerOf(request),
    billingAddress: addressOf(request.billingAddress),
    deliveryAddress: addressOf(request.deliveryAddress),
    branchId: request.branchId ?? null,
    allowedPaymentMethods: request.allowedPaymentMethods ?? [],
    expiresInMinutes: request.expiresIn ?? DEFAULT_EXPIRY_MINUTES,
    language: supportedLanguage(request.language),
    ...contact,
  };
}

function amountOf(request: LinkBody, exponent: number): bigint {
  const minor = minorUnitsOf(request.amount, exponent);
  if (minor === undefined) {
    throw new Refusal(`amount must have at most ${exponent} decimals in ${request.currency}.`, "amount");
  }
  if (minor > MAX_AMOUNT_MINOR) throw new Refusal("amount is too large.", "amount");
  return minor;
}

function requireMatchingTotals({ totals, amount }: LinkBody): void {
  if (totals?.skipTotalsValidation !== false) return;
  const none: Decimal = { coefficient: 0n, scale: 0 };
  const added = [totals.tax, totals.shipping ?? none, totals.handling ?? none].reduce(
    addDecimals,
    totals.subtotal,
  );
  const sum = addDecimals(added, negateDecimal(totals.discount ?? none));
  if (!equalDecimals(sum, amount)) {
    throw new Refusal("totals must add up to the amount, or skipTotalsValidation be true.", "totals");
  }
}

function contactOf(request: LinkBody) {
  const contactPhone = request.customer?.phone ?? request.billingAddress?.phone ?? null;
  const contactEmail = request.customer?.email ?? request.billingAddress?.email ?? null;
  const sendSms = request.sendSms ?? false;
  const sendEmail = request.sendEmail ?? false;
  // The vendor's description wants the e-mail, its guide and its SDK are content with a phone.
  if (request.customer && contactPhone === null && contactEmail === null)
    throw new Refusal("customer.email is required, or a phone.", "customer.email");
  if (sendSms && contactPhone === null) {
    throw new Refusal("customer.phone is required to send the link by SMS.", "customer.phone");
  }
  if (sendEmail && contactEmail === null) {
    throw new Refusal("customer.email is required to send the link by e-mail.", "customer.email");
  }
  return { contactPhone, contactEmail, sendSms, sendEmail };
}

function customerOf({ customer }: LinkBody): Customer | null {
  if (customer == null) return null;
  const { id, firstName, lastName, email, phone } = customer;
  return { reference: id ?? null, firstName, lastName, email: email ?? null, phone: phone ?? null };
}

function addressOf(address: LinkBody["billingAddress"]): Address | null {
  if (address == null) return null;
  const { name, address1, address2, city, state, zip, country } = address;
  return {
    name,
    address1,
    address2: address2 ?? null,
    city,
    state: state ?? null,
    zip: zip ?? null,
    country,
  };
}

function supportedLanguage(code: string | null | undefined): Language {
  return code?.toLowerCase() === "ar" ? "ar" : "en";
}

import Big from "big.js";
import { currencyExponent, type Money, toDecimalText } from "../../shared/money.js";
import type { OrderContent } from "./content.js";
import type { InputProblem } from "./parse-by-schema.js";

/** Lines, totals and amount must add up, unless the vendor's skip flag is set. */
export function sumProblems(order: Pick<OrderContent, "amount" | "items" | "totals">): InputProblem[] {
  const { amount, items, totals } = order;
  if (totals?.skipTotalsValidation) return [];
  const problems: InputProblem[] = [];
  const decimal = (minor: Big): string => {
    const major = minor.div(new Big(10).pow(amount.exponent));
    return minor.eq(minor.round()) ? major.toFixed(amount.exponent) : major.toFixed();
  };
  const compare = (path: string, givenMinor: number, name: string, sum: Big, more: string) => {
    if (sum.eq(givenMinor)) return;
    const numbers = `is ${decimal(new Big(givenMinor))}, but ${name} is ${decimal(sum)}`;
    const difference = decimal(new Big(givenMinor).minus(sum));
    problems.push({ path, message: `${numbers} (difference ${difference}): correct it, or ${more}` });
  };
  const skip = "set totals.skipTotalsValidation to true";
  for (const [index, { quantity, unitPriceMinor, lineTotalMinor }] of (items ?? []).entries()) {
    if (unitPriceMinor === undefined) continue;
    const product = new Big(quantity).times(unitPriceMinor);
    // A fractional quantity (1.5 kg) may round; a whole one has to fit exactly.
    if (!Number.isInteger(quantity) && product.minus(lineTotalMinor).abs().lt(1)) continue;
    compare(`items.${index}.linetotal`, lineTotalMinor, "quantity × unitprice", product, skip);
  }
  const linesMinor = items?.reduce((sum, item) => sum.plus(item.lineTotalMinor), new Big(0));
  if (totals) {
    const { subtotalMinor, taxMinor, shippingMinor = 0, handlingMinor = 0, discountMinor = 0 } = totals;
    if (linesMinor) compare("totals.subtotal", subtotalMinor, "the sum of the line totals", linesMinor, skip);
    const total = new Big(subtotalMinor)
      .plus(taxMinor)
      .plus(shippingMinor)
      .plus(handlingMinor)
      .minus(discountMinor);
    compare("amount", amount.minor, "subtotal + tax + shipping + handling − discount", total, skip);
  } else if (linesMinor) {
    const totalled = "give totals with tax, shipping or discount";
    compare("amount", amount.minor, "the sum of the line totals", linesMinor, totalled);
  }
  return problems;
}

export function amountProblems(amount: Money, maximumMinor: number): InputProblem[] {
  if (amount.minor <= 0) return [{ path: "amount", message: "must be more than 0" }];
  if (amount.minor <= maximumMinor) return [];
  const most = `${toDecimalText({ ...amount, minor: maximumMinor })} ${amount.currency}`;
  const message = `must be at most ${most} (POINTCHECKOUT_MAX_AMOUNT of this deployment)`;
  return [{ path: "amount", message }];
}

/** Truthy where it is given. */
type Contact = { phone?: unknown; email?: unknown };
export type SendFlags = Pick<OrderContent["linkOptions"], "sendSms" | "sendEmail">;

/** The vendor's guide wants one of the two. */
export function customerProblems({ phone, email }: Contact): InputProblem[] {
  if (phone || email) return [];
  const message = "or a phone is required with a customer: give it here or in billingAddress";
  return [{ path: "customer.email", message }];
}

export function recipientProblems(send: SendFlags, contact: Contact = {}): InputProblem[] {
  const phone = "needs a phone number: give customer.phone or billingAddress.phone";
  const email = "needs an e-mail: give customer.email or billingAddress.email";
  return [
    ...(send.sendSms && !contact.phone ? [{ path: "sendSms", message: phone }] : []),
    ...(send.sendEmail && !contact.email ? [{ path: "sendEmail", message: email }] : []),
  ];
}

function currencyProblems({ currency, exponent }: Money): InputProblem[] {
  const known = currencyExponent(currency);
  if (known === undefined) return [{ path: "amount.currency", message: "must be an ISO 4217 currency code" }];
  return known === exponent ? [] : [{ path: "amount.exponent", message: `must be ${known} for ${currency}` }];
}

export function contentProblems(content: OrderContent, maximumMinor: (currency: string) => number) {
  const { amount, customer, linkOptions } = content;
  return [
    ...currencyProblems(amount),
    ...amountProblems(amount, maximumMinor(amount.currency)),
    ...sumProblems(content),
    ...(customer ? customerProblems(customer) : []),
    ...recipientProblems(linkOptions, customer),
  ];
}

import Big from "big.js";
import { currencyExponent } from "../shared/money.js";
import type { Item, OrderContent, Totals } from "./content.js";

/** One thing wrong with an input: where (`items.0.linetotal`), and what to do about it. */
export type Problem = { path: string; message: string };

/** The parts of an order that its amounts depend on, in minor units of one currency. */
export type Sums = { amountMinor: number; items: readonly Item[] | undefined; totals: Totals | undefined };

/** Lines, totals and amount have to add up, unless the vendor's skip flag is set. */
export function sumProblems({ amountMinor, items, totals }: Sums): Problem[] {
  if (totals?.skipTotalsValidation) return [];
  const problems: Problem[] = [];
  const remedy = "correct it, or set totals.skipTotalsValidation to true";
  for (const [index, item] of (items ?? []).entries()) {
    if (item.unitPriceMinor === undefined) continue;
    // A fractional quantity (1.5 kg) may round; a whole one has to fit exactly.
    const difference = new Big(item.quantity).times(item.unitPriceMinor).minus(item.lineTotalMinor).abs();
    if (Number.isInteger(item.quantity) ? !difference.eq(0) : difference.gte(1)) {
      problems.push({
        path: `items.${index}.linetotal`,
        message: `is not quantity times unitprice: ${remedy}`,
      });
    }
  }
  const linesMinor = items?.reduce((sum, item) => sum.plus(item.lineTotalMinor), new Big(0));
  if (totals) {
    const { subtotalMinor, taxMinor, shippingMinor = 0, handlingMinor = 0, discountMinor = 0 } = totals;
    if (linesMinor !== undefined && !linesMinor.eq(subtotalMinor)) {
      problems.push({ path: "totals.subtotal", message: `is not the sum of the line totals: ${remedy}` });
    }
    const total = new Big(subtotalMinor)
      .plus(taxMinor)
      .plus(shippingMinor)
      .plus(handlingMinor)
      .minus(discountMinor);
    if (!total.eq(amountMinor)) {
      problems.push({
        path: "amount",
        message: `is not subtotal + tax + shipping + handling - discount: ${remedy}`,
      });
    }
  } else if (linesMinor !== undefined && !linesMinor.eq(amountMinor)) {
    problems.push({
      path: "amount",
      message: "is not the sum of the line totals: correct it, or give totals with tax, shipping or discount",
    });
  }
  return problems;
}

/** The amount itself: more than nothing, at most the deployment's maximum (both in minor units). */
export function amountProblems(amountMinor: number, maximumMinor: number): Problem[] {
  if (amountMinor <= 0) return [{ path: "amount", message: "must be more than 0" }];
  if (amountMinor > maximumMinor) {
    return [{ path: "amount", message: "is beyond POINTCHECKOUT_MAX_AMOUNT of this deployment" }];
  }
  return [];
}

/** Who is to be written to must be known. */
export function recipientProblems(
  send: { sendSms: boolean; sendEmail: boolean },
  contact: { phone: boolean; email: boolean },
): Problem[] {
  const problems: Problem[] = [];
  if (send.sendSms && !contact.phone) {
    problems.push({
      path: "sendSms",
      message: "needs a phone number: give customer.phone or billingAddress.phone",
    });
  }
  if (send.sendEmail && !contact.email) {
    problems.push({
      path: "sendEmail",
      message: "needs an e-mail: give customer.email or billingAddress.email",
    });
  }
  return problems;
}

/** Every rule across fields that a stored order has to keep, whoever wrote it (a draft may come by Admin SDK). */
export function contentProblems(
  content: OrderContent,
  maximumMinor: (currency: string) => number,
): Problem[] {
  const { amount, items, totals, customer, linkOptions } = content;
  const problems: Problem[] = [];
  const exponent = currencyExponent(amount.currency);
  if (exponent === undefined)
    problems.push({ path: "amount.currency", message: "must be an ISO 4217 currency code" });
  else if (exponent !== amount.exponent) {
    problems.push({ path: "amount.exponent", message: `must be ${exponent} for ${amount.currency}` });
  }
  return [
    ...problems,
    ...amountProblems(amount.minor, maximumMinor(amount.currency)),
    ...sumProblems({ amountMinor: amount.minor, items, totals }),
    ...recipientProblems(linkOptions, {
      phone: customer?.phone !== undefined,
      email: customer !== undefined,
    }),
  ];
}

import { decimalText } from "../money/decimal.js";
import type { Checkout } from "./checkout.js";
import type { Language, LinkOrder } from "./link-request.js";

// Right in print, but it makes a message's text differ from what a person types when looking for it.
const NO_BREAK_SPACE = "\u00a0";

const LOCALES: Record<Language, string> = { en: "en-AE", ar: "ar-AE-u-nu-latn" };

/** `AED 1,250.00`. @param text a decimal, formatted as text, so that no digit passes through a float */
export function formatMoney({ currency, exponent }: LinkOrder, text: string, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: "currency",
    currency,
    currencyDisplay: "code",
    // ISO's decimals, because Intl's own differ for some (IQD).
    minimumFractionDigits: exponent,
    maximumFractionDigits: Math.max(exponent, text.split(".")[1]?.length ?? 0),
  })
    .format(text as Intl.StringNumericLiteral)
    .replaceAll(NO_BREAK_SPACE, " ");
}

/** The order's amount, in the customer's language unless another is wanted. */
export function formattedAmount(checkout: Checkout, language = checkout.order.language): string {
  return formattedMinor(checkout, checkout.order.amountMinor, language);
}

/** An amount of minor units in the order's currency, for the developer unless another language is wanted. */
export function formattedMinor({ order }: Checkout, minor: bigint, language: Language = "en"): string {
  return formatMoney(order, decimalText(minor, order.exponent), language);
}

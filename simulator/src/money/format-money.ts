import type { Language } from "../checkouts/link-order.js";

// Right in print, but it makes a message's text differ from what a person types when looking for it.
const NO_BREAK_SPACE = "\u00a0";

const LOCALES: Record<Language, string> = { en: "en-AE", ar: "ar-AE-u-nu-latn" };

/**
 * An amount for people, e.g. `AED 1,250.00`.
 *
 * @param text plain decimal text; formatted as text, so no digit passes through a float
 * @param exponent decimals of the currency: ISO's, because Intl's own differ for some (IQD)
 */
export function formatMoney(text: string, currency: string, exponent: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: "currency",
    currency,
    currencyDisplay: "code",
    minimumFractionDigits: exponent,
    maximumFractionDigits: Math.max(exponent, text.split(".")[1]?.length ?? 0),
  })
    .format(text as Intl.StringNumericLiteral)
    .replaceAll(NO_BREAK_SPACE, " ");
}

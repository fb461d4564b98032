import { currencyExponent } from "./money.js";

const EMAIL = /([\p{L}\p{N}])[\p{L}\p{N}.!#$'*+^_`{|}~-]{0,63}(@|%40)([\p{L}\p{N}.-]{1,253})/gu;

const INTERNATIONAL = /(?<![\p{L}\p{N}.,])(?:\+|%2B|00)[1-9](?:[ ()-]{0,2}[0-9]){7,14}(?![0-9])/giu;
const NATIONAL = /(?<![\p{L}\p{N}.,-])0[0-9]{1,3}[ -]?[0-9]{3}[ -]?[0-9]{3,4}(?![0-9])/gu;
/** After a word for a phone. */
const NAMED =
  /((?:phone|mobile|tel|cell|sms|msisdn|whatsapp)[\p{L}_]{0,20}\W{0,4})([0-9](?:[ ()-]{0,2}[0-9]){6,14})(?![0-9])/giu;
/** A calling code without prefix: `971 56 712 3456`. Dates begin with their year. */
const GROUPED =
  /(?<![\p{L}\p{N}.,-])(?!(?:19|20)[0-9]{2}[ -])[1-9][0-9]{0,2}[ -][0-9]{2,4}[ -][0-9]{3,4}(?:[ -]?[0-9]{3,4})(?![0-9])/gu;
/** A card's groups, or digits in a row. */
const DIGITS =
  /(?<![0-9])(?:[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|[0-9]{4}([ .-])[0-9]{6}\2[0-9]{4,5}|[0-9]{9,19})(?![0-9])/g;
const OTHER_DIGITS = /(?:(?![0-9])\p{Nd}){9,40}/gu;

/**
 * Masks e-mail addresses, phone and card numbers: the last two digits stay, of an e-mail the first letter and the host.
 * Amounts, dates and ids stay, also the vendor's: 18 or 19 digits that begin with 1.
 */
export const maskPersonal = (text: string): string =>
  text
    .replaceAll(EMAIL, "$1***$2$3")
    .replaceAll(INTERNATIONAL, (found) => (found.startsWith("+") ? `+${tail(found)}` : tail(found)))
    .replaceAll(NATIONAL, tail)
    .replaceAll(NAMED, (_found, name: string, digits: string) => name + tail(digits))
    .replaceAll(GROUPED, tail)
    .replaceAll(DIGITS, (found, _four, _six, at: number, whole: string) =>
      isPersonal(found, whole, at) ? tail(found) : found,
    )
    .replaceAll(OTHER_DIGITS, "***");

const tail = (found: string): string => `***${found.slice(-2)}`;

function isPersonal(found: string, text: string, at: number): boolean {
  const digits = found.replaceAll(/[^0-9]/g, "");
  const { length } = digits;
  const first = Number(digits[0]);
  if (first >= 2 && length >= 12 && isLuhn(digits)) return true;
  if (
    isPartOfMore(text.slice(Math.max(0, at - 10), at), text.slice(at + found.length, at + found.length + 6))
  )
    return false;
  // A card with one typing error.
  if (length >= 13 && length <= 16 && first >= 2 && first <= 6) return true;
  // With its calling code, a phone that begins with 1 has eleven digits. A time in seconds or ms has ten or thirteen.
  return length <= 15 && (first !== 1 || length === 9 || length === 11);
}

function isPartOfMore(before: string, after: string): boolean {
  if (/[\p{L}_][-_]?$/u.test(before) || /^[\p{L}_]|^-\p{L}/u.test(after)) return true;
  // The end of a UUID.
  if (/[0-9a-f]{4}-[0-9a-f]{4}-$/i.test(before)) return true;
  if (/[0-9]\.$/.test(before) || /^\.[0-9]{1,4}(?![0-9])/.test(after)) return true;
  const currency =
    /(?<!\p{L})([A-Z]{3})[ \u00a0]$/u.exec(before)?.[1] ?? /^[ \u00a0]([A-Z]{3})(?!\p{L})/u.exec(after)?.[1];
  return currency !== undefined && currencyExponent(currency) !== undefined;
}

/** The checksum of card numbers; one of ten other numbers has it, too. */
function isLuhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 0 ? digit : digit * 2;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

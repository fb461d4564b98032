import { Big } from "big.js";
import * as currencies from "dinero.js/currencies";

/** An amount as an integer of minor units: 12.34 AED is `{ minor: 1234, currency: "AED", exponent: 2 }`. */
export type Money = {
  /** A safe integer of the currency's minor units. */
  minor: number;
  /** ISO 4217 alphabetic code, upper case. */
  currency: string;
  /** ISO 4217 exponent: how many decimals the minor unit stands for. */
  exponent: number;
};

export type AmountRefusal = "unknown_currency" | "malformed" | "too_many_decimals" | "too_large";

export type ParsedAmount =
  | { ok: true; money: Money }
  /** `message` is for the caller's eyes and names the remedy. */
  | { ok: false; reason: AmountRefusal; message: string };

// A map, not the module's own object: "constructor" and "__proto__" are not currencies.
const exponents: ReadonlyMap<string, number> = new Map(
  Object.values(currencies).map(({ code, base, exponent }) => [
    code,
    // The ariary and the ouguiya divide into fifths, which is how the library lists them; ISO 4217, and every
    // payment vendor with it, counts two decimals.
    base === 10 ? exponent : 2,
  ]),
);

// No amount that fits a safe integer needs more characters, generous zeros included; longer input is not parsed.
const maxLength = 64;

const plainDecimal = /^-?[0-9]+(?:\.[0-9]+)?$/;

// Three exponent digits are far more than money needs, and too few to make "1e999999999" costly.
const wireDecimal = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/;

/**
 * ISO 4217 exponent of a currency (JPY 0, AED 2, KWD 3, CLF 4), or undefined if ISO 4217 has no such code.
 * Codes are upper case: "aed" is not a currency.
 */
export function currencyExponent(code: string): number | undefined {
  return exponents.get(code);
}

/**
 * Reads an amount given by a caller, exactly: nothing is rounded, and what cannot be expressed in the currency's
 * minor units is refused. A number is taken by its shortest decimal text, so 4.35 means 4.35 and 0.1 + 0.2 has too
 * many decimals. A number holds 15 digits: what needs more should come as text. The result may be zero or negative;
 * whether that is acceptable is the caller's business.
 *
 * @param input decimal text such as "12.34", or a number, in major units
 * @param currency ISO 4217 code
 */
export function parseAmount(input: string | number, currency: string): ParsedAmount {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) {
    return refuse("unknown_currency", `Use an upper-case ISO 4217 currency code such as "AED"`);
  }
  if (typeof input === "string" && input.length > maxLength) {
    return refuse("malformed", `Write the amount in at most ${maxLength} characters`);
  }
  const text = typeof input === "number" ? toPlainText(input) : input;
  if (!plainDecimal.test(text)) {
    return refuse(
      "malformed",
      `Write the amount with the digits 0-9 and at most one point, without blanks, separators or exponent: "1000.00"`,
    );
  }
  const minor = new Big(text).times(new Big(10).pow(exponent));
  if (!minor.eq(minor.round(0))) {
    return refuse("too_many_decimals", tooManyDecimals(currency, exponent));
  }
  if (minor.abs().gt(Number.MAX_SAFE_INTEGER)) {
    return refuse("too_large", `Give an amount of at most ${largestAmount(exponent)} ${currency}`);
  }
  return { ok: true, money: { minor: toInteger(minor), currency, exponent } };
}

/**
 * Reads the exact text of a JSON number of the vendor's, exponent form included (a Java program writes ten million
 * as 1.0E7).
 *
 * @returns minor units, or undefined if the text is no number, the currency is unknown, or the value is not a safe
 * integer of the currency's minor units
 */
export function parseWireDecimal(text: string, currency: string): number | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined || text.length > maxLength || !wireDecimal.test(text)) return undefined;
  const minor = new Big(text).times(new Big(10).pow(exponent));
  if (minor.abs().gt(Number.MAX_SAFE_INTEGER) || !minor.eq(minor.round(0))) return undefined;
  return toInteger(minor);
}

/**
 * The amount in major units with all the decimals of its currency: "12.34", "500", "0.005".
 *
 * @throws {RangeError} if `minor` is not a safe integer: such an amount has lost its exactness already
 */
export function toDecimalText({ minor, exponent }: Pick<Money, "minor" | "exponent">): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError("Money is a safe integer of minor units");
  return new Big(`${minor}e-${exponent}`).toFixed(exponent);
}

function toPlainText(input: number): string {
  return Number.isFinite(input) ? new Big(input).toFixed() : String(input);
}

function toInteger(minor: Big): number {
  // Adding zero turns -0, which compares unequal to 0 in a deep comparison, into 0.
  return minor.toNumber() + 0;
}

function refuse(reason: AmountRefusal, message: string): ParsedAmount {
  return { ok: false, reason, message };
}

function tooManyDecimals(currency: string, exponent: number): string {
  return exponent === 0
    ? `Give whole ${currency}: the currency has no decimals`
    : `Give at most ${exponent} decimals: ${currency} has no smaller unit`;
}

function largestAmount(exponent: number): string {
  return toDecimalText({ minor: Number.MAX_SAFE_INTEGER, exponent });
}

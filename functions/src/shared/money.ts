import { Big } from "big.js";
import * as currencies from "dinero.js/currencies";
import * as z from "zod";

/** An amount as an integer of minor units: 12.34 AED is `{ minor: 1234, currency: "AED", exponent: 2 }`. */
export const moneySchema = z.object({
  minor: z.number().int().nonnegative(),
  /** ISO 4217, upper case. */
  currency: z
    .string()
    .regex(/^[a-z]{3}$/i, "must be an ISO 4217 currency code, such as AED")
    .toUpperCase(),
  /** How many decimals the minor unit stands for. */
  exponent: z.number().int().min(0).max(4),
});
export type Money = z.infer<typeof moneySchema>;

export type ParsedAmount =
  | { ok: true; money: Money }
  /** `message` names the remedy to the caller. */
  | { ok: false; message: string };

// A map, not the module's own object: "constructor" and "__proto__" are not currencies.
const exponents: ReadonlyMap<string, number> = new Map(
  Object.values(currencies).map(({ code, base, exponent }) => [
    code,
    // The ariary and the ouguiya divide into fifths, which is how the library lists them; ISO 4217, and every
    // payment vendor with it, counts two decimals.
    base === 10 ? exponent : 2,
  ]),
);

// Longer input, zeros included, cannot fit a safe integer.
const maxLength = 64;
const plainDecimal = /^-?[0-9]+(?:\.[0-9]+)?$/;
// More exponent digits would make "1e999999999" costly.
const wireDecimal = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/;

/** ISO 4217 exponent (JPY 0, AED 2, KWD 3, CLF 4); undefined if ISO 4217 has no such code. "aed" is none. */
export const currencyExponent = (code: string): number | undefined => exponents.get(code);

/**
 * Reads a caller's amount exactly: it rounds nothing and refuses what the currency's minor units cannot express. A
 * number counts as its shortest decimal text, so 0.1 + 0.2 has too many decimals; beyond 15 digits it should come as
 * text. The result may be zero or negative.
 * @param input in major units: decimal text such as "12.34", or a number
 * @param currency ISO 4217 code
 */
export function parseAmount(input: string | number, currency: string): ParsedAmount {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) {
    return notAnAmount(`needs an upper-case ISO 4217 currency code such as "AED"`);
  }
  if (typeof input === "string" && input.length > maxLength) {
    return notAnAmount(`must have at most ${maxLength} characters`);
  }
  const text = Number.isFinite(input) ? new Big(input).toFixed() : String(input);
  if (!plainDecimal.test(text)) {
    return notAnAmount(
      `must have the digits 0-9 and at most one point, without blanks, separators or exponent: "1000.00"`,
    );
  }
  const minor = new Big(text).times(new Big(10).pow(exponent));
  if (!minor.eq(minor.round(0))) return notAnAmount(tooManyDecimals(currency, exponent));
  if (minor.abs().gt(Number.MAX_SAFE_INTEGER)) {
    const largest = toDecimalText({ minor: Number.MAX_SAFE_INTEGER, exponent });
    return notAnAmount(`must be at most ${largest} ${currency}`);
  }
  return { ok: true, money: { minor: toInteger(minor), currency, exponent } };
}

/** Minor units, also from exponent form (1.0E7); undefined if they are no safe integer or `currency` is unknown. */
export function parseWireDecimal(text: string, currency: string): number | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined || text.length > maxLength || !wireDecimal.test(text)) return undefined;
  const minor = new Big(text).times(new Big(10).pow(exponent));
  if (minor.abs().gt(Number.MAX_SAFE_INTEGER) || !minor.eq(minor.round(0))) return undefined;
  return toInteger(minor);
}

/** Such as "12.34", "500", "0.005". @throws {RangeError} if `minor` is not a safe integer */
export function toDecimalText({ minor, exponent }: Pick<Money, "minor" | "exponent">): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError("Money is a safe integer of minor units");
  return new Big(`${minor}e-${exponent}`).toFixed(exponent);
}

/** Turns -0 into 0. */
const toInteger = (minor: Big): number => minor.toNumber() + 0;

const notAnAmount = (message: string): ParsedAmount => ({ ok: false, message });

const tooManyDecimals = (currency: string, exponent: number): string =>
  exponent === 0
    ? `must be whole ${currency}: it has no decimals`
    : `must have at most ${exponent} decimals: ${currency} has no smaller unit`;

import type { Money } from "pointcheckout-firebase-client";

/** The exact decimal text of an amount in major units: `{ minor: 1250, exponent: 2 }` is `12.50`. */
export function toDecimal({ minor, exponent }: Pick<Money, "minor" | "exponent">): `${number}` {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0 ? "-" : "";
  return `${sign}${whole}${exponent > 0 ? `.${digits.slice(-exponent)}` : ""}` as `${number}`;
}

/** Digits as the functions take them, of what an Arabic or Persian keyboard types, or is pasted from Arabic text. */
export const toLatinDigits = (text: string): string =>
  text
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace("\u066b", ".");

/**
 * Minor units of a decimal in major units, exactly, as the functions read it; null of what is no decimal, has more
 * decimals than the currency or is too large to be exact.
 */
export function toMinor(text: string, exponent: number): number | null {
  const [, sign = "", whole = "", fraction = ""] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(toLatinDigits(text).trim()) ?? [];
  if (whole === "" || fraction.length > exponent) return null;
  const minor = Number(`${sign}${whole}${fraction.padEnd(exponent, "0")}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

export type DecimalProblem = "amount" | "tooManyDecimals";

/** Why `toMinor` does not read a text. */
export function decimalProblem(text: string, exponent: number): DecimalProblem | null {
  if (toMinor(text, exponent) !== null) return null;
  const [, decimals = ""] = /^-?\d+\.(\d+)$/.exec(toLatinDigits(text).trim()) ?? [];
  return decimals.length > exponent ? "tooManyDecimals" : "amount";
}

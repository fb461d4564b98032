import Big from "big.js";

// `1e999999999` must not fill the memory.
const MAX_DIGITS = 60;

/** Reads a JSON number's text exactly, exponent form included; undefined when it is none or absurdly long. */
export function parseDecimal(text: string): Big | undefined {
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const decimal = new Big(text);
  return decimal.c.length > MAX_DIGITS || Math.abs(decimal.e) > MAX_DIGITS ? undefined : decimal;
}

/** The decimal in minor units, or undefined when it has more decimals than `exponent` allows. */
export function minorUnitsOf(decimal: Big, exponent: number): bigint | undefined {
  const minor = decimal.times(`1e${exponent}`);
  return minor.round().eq(minor) ? BigInt(minor.toFixed(0)) : undefined;
}

export function decimalOf(minor: bigint, exponent: number): Big {
  return new Big(minor.toString()).times(`1e-${exponent}`);
}

/** Minor units as plain decimal text with exactly `exponent` decimals: `(12345n, 2)` is `123.45`. */
export function decimalText(minor: bigint, exponent: number): string {
  return decimalOf(minor, exponent).toFixed(exponent);
}

/** A decimal's plain text with at least `exponent` decimals, more where it has more. */
export function decimalToText(decimal: Big, exponent: number): string {
  const text = decimal.toFixed();
  return (text.split(".")[1] ?? "").length < exponent ? decimal.toFixed(exponent) : text;
}

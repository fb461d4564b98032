/** An exact decimal: `coefficient / 10 ** scale`. JSON numbers are read into it, never into a float. */
export interface Decimal {
  readonly coefficient: bigint;
  /** Number of decimals, never negative and without trailing zeros. */
  readonly scale: number;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

// A bound on what a digit string may grow to: `1e999999999` must not fill the memory.
const MAX_DIGITS = 60;

/** Reads a JSON number's text, exponent form included; undefined when it is none or absurdly long. */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = parts;
  const exponent = Number(exponentText);
  if (whole.length + fraction.length > MAX_DIGITS || Math.abs(exponent) > MAX_DIGITS) return undefined;
  const digits = BigInt(sign + whole + fraction);
  const scale = fraction.length - exponent;
  return scale < 0 ? { coefficient: digits * 10n ** BigInt(-scale), scale: 0 } : shorten(digits, scale);
}

function shorten(coefficient: bigint, scale: number): Decimal {
  let digits = coefficient;
  let places = scale;
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return { coefficient: digits, scale: places };
}

/** Adds exactly. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return shorten(scaledTo(a, scale) + scaledTo(b, scale), scale);
}

export function negateDecimal(decimal: Decimal): Decimal {
  return { coefficient: -decimal.coefficient, scale: decimal.scale };
}

export function equalDecimals(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale);
  return scaledTo(a, scale) === scaledTo(b, scale);
}

function scaledTo(decimal: Decimal, scale: number): bigint {
  return decimal.coefficient * 10n ** BigInt(scale - decimal.scale);
}

/** The decimal in minor units, or undefined when it has more decimals than `exponent` allows. */
export function minorUnitsOf(decimal: Decimal, exponent: number): bigint | undefined {
  return decimal.scale > exponent ? undefined : scaledTo(decimal, exponent);
}

/** Minor units as plain decimal text with exactly `exponent` decimals: `(12345n, 2)` is `123.45`. */
export function decimalText(minor: bigint, exponent: number): string {
  if (exponent === 0) return minor.toString();
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** A decimal's plain text with at least `exponent` decimals, more where it has more. */
export function decimalToText(decimal: Decimal, exponent: number): string {
  const scale = Math.max(decimal.scale, exponent);
  return decimalText(scaledTo(decimal, scale), scale);
}

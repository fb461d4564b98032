import * as currencies from "dinero.js/currencies";

const EXPONENTS: Readonly<Record<string, number>> = Object.fromEntries(
  // The ariary and the ouguiya divide into fifths, but have two decimals in ISO 4217 and at the vendor.
  Object.values(currencies).map(({ code, base, exponent }) => [code, base === 10 ? exponent : 2]),
);

/** How many decimals a currency has (ISO 4217); 2 of one that the list does not know. */
export const exponentOf = (code: string): number => EXPONENTS[code.toUpperCase()] ?? 2;

/** Whether ISO 4217 has the currency. */
export const isCurrency = (code: string): boolean => Object.hasOwn(EXPONENTS, code);

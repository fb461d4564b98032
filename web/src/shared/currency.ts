import * as currencies from "dinero.js/currencies";

const EXPONENTS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(currencies).map(({ code, exponent }) => [code, exponent]),
);

/** How many decimals a currency has (ISO 4217); 2 of one that the list does not know. */
export const exponentOf = (code: string): number => EXPONENTS[code.toUpperCase()] ?? 2;

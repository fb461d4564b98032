import * as currencies from "dinero.js/currencies";

// Where one major unit is five minor ones the library counts in base five; ISO 4217 lists two decimals.
const ISO_EXPONENT_OF_BASE_FIVE = 2;

const exponents = new Map<string, number>(
  Object.values(currencies).map((currency) => [
    currency.code,
    currency.base === 10 ? currency.exponent : ISO_EXPONENT_OF_BASE_FIVE,
  ]),
);

/** Decimals of an ISO 4217 currency (AED 2, JPY 0, KWD 3); undefined when the code is not one. */
export function exponentOfCurrency(code: string): number | undefined {
  return exponents.get(code);
}

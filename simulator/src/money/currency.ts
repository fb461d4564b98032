import * as currencies from "dinero.js/currencies";

// Where one major unit is five minor ones the library counts in base five; ISO 4217 lists two decimals.
const ISO_EXPONENT_OF_BASE_FIVE = 2;

/** Decimals of each ISO 4217 currency, by its code: AED 2, JPY 0, KWD 3. */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.values(currencies).map(({ code, base, exponent }) => [
    code,
    base === 10 ? exponent : ISO_EXPONENT_OF_BASE_FIVE,
  ]),
);

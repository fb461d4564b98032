import { toLatinDigits, toMinor } from "../shared/money.js";

/** `sku`: of a draft that has one; it is not shown. */
export type ItemValues = { key: string; name: string; sku?: string; quantity: string; unitprice: string };
export type TotalsValues = { tax: string; shipping: string; handling: string; discount: string };

/** In minor units; null where something that counts is no amount yet. */
export type Sums = { lines: (number | null)[]; subtotal: number | null; total: number | null };

/** As many as the functions take. */
const QUANTITY_DECIMALS = 6;
const WHOLE = 10 ** QUANTITY_DECIMALS;
const MOST = 1e9 * WHOLE;

/** A quantity in millionths; null of what the functions take for none. */
export function toMillionths(quantity: string): number | null {
  const millionths = toMinor(quantity, QUANTITY_DECIMALS);
  return millionths !== null && millionths > 0 && millionths <= MOST ? millionths : null;
}

/** The quantity as the functions take it; NaN of what is none. */
export const toQuantity = (text: string): number => Number(toLatinDigits(text).trim() || Number.NaN);

/** `quantity × unit price`, rounded to the minor unit as the functions do. */
export function lineTotal({ quantity, unitprice }: ItemValues, exponent: number): number | null {
  const price = toMinor(unitprice, exponent);
  const millionths = toMillionths(quantity);
  if (price === null || millionths === null) return null;
  const product = BigInt(Math.abs(price)) * BigInt(millionths);
  const total = Math.sign(price) * Number((product * 2n + BigInt(WHOLE)) / BigInt(2 * WHOLE));
  return Number.isSafeInteger(total) ? total : null;
}

const orNothing = (text: string, exponent: number) => (text.trim() === "" ? 0 : toMinor(text, exponent));

export function addUp(items: readonly ItemValues[], totals: TotalsValues, exponent: number): Sums {
  const lines = items.map((item) => lineTotal(item, exponent));
  const subtotal = sum(lines);
  const { tax, shipping, handling, discount } = totals;
  const added = [tax, shipping, handling].map((text) => orNothing(text, exponent));
  const taken = orNothing(discount, exponent);
  const total = sum([subtotal, ...added, taken === null ? null : -taken]);
  return { lines, subtotal, total };
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((so, value) => (so === null || value === null ? null : so + value), 0);

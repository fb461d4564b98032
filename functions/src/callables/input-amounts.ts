import type { Item, Totals } from "../orders/content.js";
import { amountProblems, type Problem, sumProblems } from "../orders/content-rules.js";
import { currencyExponent, type Money, parseAmount } from "../shared/money.js";

/** An own field of a value of any shape; undefined when there is none. */
export function field(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

export type ReadAmounts = {
  amount: Money | undefined;
  items: Item[] | undefined;
  totals: Totals | undefined;
  problems: Problem[];
};

/** Reads the amounts from an input of any shape, so that their problems are told beside those of the shape. */
export function readAmounts(input: unknown, maximumMinor: (currency: string) => number): ReadAmounts {
  const problems: Problem[] = [];
  const currency = field(input, "currency");
  if (typeof currency !== "string" || currencyExponent(currency) === undefined) {
    const message = "must be an ISO 4217 currency code in capitals, such as AED";
    if (typeof currency === "string") problems.push({ path: "currency", message });
    return { amount: undefined, items: undefined, totals: undefined, problems };
  }
  const read = (path: string, given: unknown): Money | undefined => {
    if (typeof given !== "string" && typeof given !== "number") return undefined;
    const parsed = parseAmount(given, currency);
    if (parsed.ok && (path === "amount" || parsed.money.minor >= 0)) return parsed.money;
    problems.push({ path, message: parsed.ok ? "must not be negative" : parsed.message });
    return undefined;
  };
  const minor = (path: string, given: unknown) => read(path, given)?.minor;

  const amount = read("amount", field(input, "amount"));
  if (amount) problems.push(...amountProblems(amount.minor, maximumMinor(currency)));
  const items = readItems(field(input, "items"), minor);
  const totals = readTotals(field(input, "totals"), minor);
  if (amount && problems.length === 0)
    problems.push(...sumProblems({ amountMinor: amount.minor, items, totals }));
  return { amount, items, totals, problems };
}

type ReadMinor = (path: string, given: unknown) => number | undefined;

function readItems(given: unknown, minor: ReadMinor): Item[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return given.slice(0, 200).map((item: unknown, index) => {
    const quantity = field(item, "quantity");
    const isQuantity = typeof quantity === "number" && Number.isFinite(quantity);
    const unitPriceMinor = minor(`items.${index}.unitprice`, field(item, "unitprice"));
    return {
      name: text(field(item, "name")) ?? "",
      quantity: isQuantity ? quantity : 0,
      lineTotalMinor: minor(`items.${index}.linetotal`, field(item, "linetotal")) ?? 0,
      sku: text(field(item, "sku")),
      // A quantity that is none is told already; its product would only be told again.
      unitPriceMinor: isQuantity ? unitPriceMinor : undefined,
    };
  });
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value.trim() : undefined);

function readTotals(given: unknown, minor: ReadMinor): Totals | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const one = (name: string) => minor(`totals.${name}`, field(given, name));
  return {
    subtotalMinor: one("subtotal") ?? 0,
    taxMinor: one("tax") ?? 0,
    shippingMinor: one("shipping"),
    handlingMinor: one("handling"),
    discountMinor: one("discount"),
    skipTotalsValidation: field(given, "skipTotalsValidation") === true ? true : undefined,
  };
}

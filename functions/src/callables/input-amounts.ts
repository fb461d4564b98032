import { type Item, quantitySchema, type Totals } from "../orders/model/content.js";
import { amountProblems, sumProblems } from "../orders/model/content-rules.js";
import { field, type InputProblem } from "../orders/model/parse-by-schema.js";
import { currencyExponent, type Money, parseAmount } from "../shared/money.js";

export type ReadAmounts = {
  amount: Money | undefined;
  items: Item[] | undefined;
  totals: Totals | undefined;
  problems: InputProblem[];
};

/** Reads the amounts from an input of any shape, so that their problems are reported together with those of the shape. */
export function readAmounts(input: unknown, maximumMinor: (currency: string) => number): ReadAmounts {
  const problems: InputProblem[] = [];
  const given = field(input, "currency");
  // Other letters than these have capitals, too: "ß" would become "SS".
  const currency = typeof given === "string" && /^[a-z]{3}$/i.test(given) ? given.toUpperCase() : undefined;
  if (currency === undefined || currencyExponent(currency) === undefined) {
    const message = "must be an ISO 4217 currency code, such as AED";
    if (typeof given === "string") problems.push({ path: "currency", message });
    return { amount: undefined, items: undefined, totals: undefined, problems };
  }
  const read = (path: string, given: unknown): Money | undefined => {
    if (typeof given !== "string" && typeof given !== "number") return undefined;
    const parsed = parseAmount(given, currency);
    // A line may be a discount.
    if (parsed.ok && (!path.startsWith("totals.") || parsed.money.minor >= 0)) return parsed.money;
    problems.push({ path, message: parsed.ok ? "must not be negative" : parsed.message });
    return undefined;
  };
  const minor = (path: string, given: unknown) => read(path, given)?.minor;

  const amount = read("amount", field(input, "amount"));
  if (amount) problems.push(...amountProblems(amount.minor, maximumMinor(currency)));
  const items = readItems(field(input, "items"), minor);
  const totals = readTotals(field(input, "totals"), minor);
  if (amount && problems.length === 0) problems.push(...sumProblems({ amount, items, totals }));
  return { amount, items, totals, problems };
}

type ReadMinor = (path: string, given: unknown) => number | undefined;

function readItems(given: unknown, minor: ReadMinor): Item[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return given.slice(0, 200).map((item: unknown, index) => {
    const quantity = field(item, "quantity");
    const { data: known } = quantitySchema.safeParse(quantity);
    const unitPriceMinor = minor(`items.${index}.unitprice`, field(item, "unitprice"));
    return {
      name: text(field(item, "name")) ?? "",
      quantity: known ?? 0,
      lineTotalMinor: minor(`items.${index}.linetotal`, field(item, "linetotal")) ?? 0,
      sku: text(field(item, "sku")),
      // A wrong quantity is reported already; its product would only repeat it.
      unitPriceMinor: known === undefined ? undefined : unitPriceMinor,
    };
  });
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value.trim() : undefined);

function readTotals(given: unknown, minor: ReadMinor): Totals | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const one = (name: string) => minor(`totals.${name}`, field(given, name));
  const skip = field(given, "skipTotalsValidation");
  return {
    subtotalMinor: one("subtotal") ?? 0,
    taxMinor: one("tax") ?? 0,
    shippingMinor: one("shipping"),
    handlingMinor: one("handling"),
    discountMinor: one("discount"),
    // The vendor's default is true: a `false` means something there.
    skipTotalsValidation: typeof skip === "boolean" ? skip : undefined,
  };
}

import fc from "fast-check";

type Path = readonly (string | number)[];
type Container = Record<string | number, unknown>;

type Malformed = { what: string; data: unknown };

const wrap = (depth: number): unknown => {
  let inner: unknown = "x";
  for (let n = 0; n < depth; n += 1) inner = n % 2 === 0 ? [inner] : { a: inner };
  return inner;
};

/** Fields that nothing has, with the names that objects inherit, or that a query or a template would read. */
const FOREIGN_KEYS = [
  ..."__proto__ constructor prototype toString hasOwnProperty valueOf __defineGetter__".split(" "),
  ..."isAdmin role status url $where orderid a.b a/b \u0000 \u202eamount 名前 😀".split(" "),
  "orderId ",
  "",
  "k".repeat(100_000),
];
const FOREIGN_VALUES = [1, "x", true, {}, { role: "admin" }, [1], wrap(2_000), "y".repeat(250_001)];

const CONTROLS = ["\u001b[31m", "\n", "\r\n", "\ud800", "\udc00"];
/** What is no character of any field, wherever in a text it stands. */
const POISON = [
  ...CONTROLS,
  ..."\u0000 \u0007 \u0085 \u202e \u2066 \u200b \u2060 \u2028 \u00ad \ufeff \ufff9 \uffff \u{e0041}".split(
    " ",
  ),
];

/** What a line break in a description is: a blank. */
const LINE_BREAKS = ["\n", "\r\n", "\u0085", "\u2028"];
/** Fields that are not given when they are empty. */
const MAY_BE_EMPTY =
  /(^|\.)(customerUid|id|email|phone|address2|state|zip|sku|items|language|branchId|allowedPaymentMethods|defaultPaymentMethod)$/;

const WITH_MORE = ["", " 1", "1 ", "12.50 AED", "1;DROP TABLE orders"];
const TOO_LONG = ["9".repeat(40), "9".repeat(10_000), `0.${"0".repeat(80)}1`];
const NO_AMOUNTS = [
  ..."1e5 0x10 +1 .5 1. 1,000.00 1_000 ١٢.٥٠ १२ １２ -1 -0.01 12.50505 NaN Infinity 2026-11-23 {{1}}".split(
    " ",
  ),
  ...WITH_MORE,
  ...TOO_LONG,
];
const NO_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, -1, -0, 1e300, -1e-300, 5e-324, 1e21];

/** Made once: to make them anew for each input would take longer than to refuse them. */
const NESTED = wrap(2_000);
const CROWD = Array.from({ length: 6_000 }, () => ({}));

/** Of the wrong type for a text, a number, a flag, an object and a list alike. */
const wrongFor = (value: unknown): unknown[] => {
  const always: unknown[] = [wrap(3), NESTED, CROWD, [[]]];
  const odd = { "@type": "x", value: "1" };
  const objects: unknown[] = [{}, { $ne: null }, { toString: "x" }, { length: 3 }, odd];
  const isText = typeof value === "string";
  const isList = Array.isArray(value);
  return [
    ...always,
    ...(isList || typeof value !== "object" ? objects : []),
    ...(isList ? [[]] : [[value]]),
    ...(typeof value === "boolean" ? [] : [true, false]),
    ...(isText ? [Number.NaN, -1, 1e300] : ["x", "true", "1", "", "\u0000"]),
    ...(typeof value === "object" || typeof value === "boolean" ? [0, 1, -1, Number.NaN] : []),
  ];
};

/** Every place of a value, its own first. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    pathsOf(field, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Container)[key], value);

/** A copy with another value at the path. A computed key makes `__proto__` a field as any other. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const inner = replaced((value as Container)[key], rest, by);
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return { ...(value as Container), [key]: inner };
}

const isDecimal = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9]+\.[0-9]+$/.test(value);

/** What spoils the value at a path, whatever the field means. */
function spoil(example: unknown, path: Path): fc.Arbitrary<Malformed> {
  const value = at(example, path);
  const where = path.join(".") || "the whole";
  const put = (what: string, by: unknown): Malformed => ({
    what: `${what} at ${where}`,
    data: replaced(example, path, by),
  });
  const isEmpty = (by: unknown) =>
    typeof by === "string" ? by.trim() === "" : Array.isArray(by) && by.length === 0;
  const isSpoilt = (by: unknown) => !(MAY_BE_EMPTY.test(where) && isEmpty(by));
  const ways: fc.Arbitrary<Malformed>[] = [
    fc.constantFrom(...wrongFor(value).filter(isSpoilt)).map((by) => put("another type", by)),
  ];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const keys = fc.oneof(fc.constantFrom(...FOREIGN_KEYS), fc.string({ minLength: 1 }));
    const foreign = fc.tuple(keys, fc.oneof(fc.constantFrom(...FOREIGN_VALUES), fc.jsonValue()));
    ways.push(
      foreign
        .filter(([key, by]) => !Object.hasOwn(value, key) && by !== null)
        .map(([key, by]) => ({
          what: `a foreign field at ${where}`,
          data: replaced(example, [...path, key], by),
        })),
    );
  }
  if (typeof value === "string") {
    const half = Math.max(1, Math.floor(value.length / 2));
    ways.push(
      fc
        .constantFrom(...POISON.filter((one) => where !== "description" || !LINE_BREAKS.includes(one)))
        .map((poison) => put("poison", value.slice(0, half) + poison + (value.slice(half) || "x"))),
      fc.integer({ min: 2_000, max: 100_000 }).map((length) => put("length", "x".repeat(length))),
      fc
        .constantFrom(...["", " ", "\u00a0", "\u200d"].filter(isSpoilt))
        .map((blank) => put("nothing to see", blank)),
    );
  }
  if (isDecimal(value))
    ways.push(
      fc
        .constantFrom(...NO_AMOUNTS, ...NO_NUMBERS.filter((n) => !Object.is(n, -0)))
        .map((by) => put("no amount", by)),
    );
  if (typeof value === "number") ways.push(fc.constantFrom(...NO_NUMBERS).map((by) => put("no number", by)));
  if (Array.isArray(value)) {
    const one: unknown = value[0];
    ways.push(
      fc.integer({ min: 201, max: 9_000 }).map((length) =>
        put(
          "length",
          Array.from({ length }, () => one),
        ),
      ),
    );
  }
  return fc.oneof(...ways);
}

/**
 * Inputs that are like a good one but for one thing, or for several, or are nothing of the kind. Every one of them has to
 * be refused by a strict schema that takes the good one.
 *
 * @param isMissed whether an input without the field at this path is refused
 */
export function malformedInputs(
  example: Readonly<Record<string, unknown>>,
  isMissed: (without: unknown) => boolean,
): fc.Arbitrary<Malformed> {
  const paths = pathsOf(example);
  const missing = paths
    .filter((path) => path.length > 0)
    .map((path) => ({ what: `null at ${path.join(".")}`, data: replaced(example, path, null) }))
    .filter(({ data }) => isMissed(data));
  const spoilt = fc.oneof(...paths.map((path) => spoil(example, path)));
  const twice = fc.tuple(spoilt, fc.constantFrom(...FOREIGN_KEYS)).map(([{ what, data }, key]) => ({
    what: `${what}, with a foreign field`,
    data: withForeign(data, key),
  }));
  const arms = [
    { arbitrary: spoilt, weight: 8 },
    { arbitrary: twice, weight: 1 },
  ];
  return missing.length > 0
    ? fc.oneof(...arms, { arbitrary: fc.constantFrom(...missing), weight: 1 })
    : fc.oneof(...arms);
}

const withForeign = (data: unknown, key: string): unknown =>
  typeof data === "object" && data !== null && !Array.isArray(data) ? replaced(data, [key], "x") : data;

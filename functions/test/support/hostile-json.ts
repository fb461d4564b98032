import fc from "fast-check";

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** As the library's own "binary", which takes more than a second to begin with: it prepares for shrinking. */
const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));

const INJECTIONS = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "{{constructor.constructor('x')()}}",
  "../../orders/ORD-1",
  "=cmd|' /C calc'!A0",
];
const INHERITED = ["__proto__", "constructor", "toString"];
const ALMOST_PAID = ["PAID", " PAID", "PA\u0000ID", "PAİD"];

/** Texts as they may stand in JSON, quotes and all. */
export const hostileText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({
      unit: fc.constantFrom("\u0000", "\u001b", "\u202e", "\u2066", "\u200b", "\u2028", "a", "<", "\ud800"),
    }),
    fc.constantFrom(...INJECTIONS, ...INHERITED, ...ALMOST_PAID, "NaN", "1e400"),
    fc.constantFrom("x".repeat(600), "y".repeat(50_000), "\u202e\u0000".repeat(10_000)),
  )
  .map((text) => JSON.stringify(text));

const WITH_EXPONENT = ["1e400", "-1e400", "1e-400", "1E+99999", "1e999999999999", "1e3", "1.0E7"];
const NO_AMOUNT = ["-0", "0.001", "12.345", "-1", "9007199254740993", "9".repeat(60), "9".repeat(5_000)];
const NO_JSON_NUMBER = ["NaN", "Infinity", "0x10", "01"];
const hostileNumber = fc.oneof(
  { arbitrary: fc.constantFrom(...WITH_EXPONENT, ...NO_AMOUNT, ...NO_JSON_NUMBER), weight: 2 },
  { arbitrary: fc.double().map(String), weight: 1 },
);

/** Any JSON, and what only looks like it. */
export const hostile = fc.oneof(
  { arbitrary: hostileText, weight: 6 },
  { arbitrary: hostileNumber, weight: 3 },
  {
    arbitrary: fc.constantFrom(
      "null",
      "true",
      "[]",
      "{}",
      nested(1_000, "[", "]"),
      nested(1_000, '{"a":', "}").replace(":}", ":1}"),
      '{"__proto__":{"status":"PAID"}}',
      '{"toString":1,"valueOf":2}',
    ),
    weight: 1,
  },
);

type Raw = Record<string, string>;

export const raw = (fields: object): Raw =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));

export const objectOf = (fields: Raw): string =>
  `{${Object.entries(fields)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join()}}`;

/** A good answer with some of these fields made hostile. */
export const spoilt = (good: Raw, names: readonly string[]): fc.Arbitrary<Raw> =>
  fc
    .dictionary(fc.constantFrom(...names), hostile, { noNullPrototype: true })
    // Not spread, nor assigned: so `__proto__` is a field as any other.
    .map((bad) => Object.fromEntries([...Object.entries(good), ...Object.entries(bad)]));

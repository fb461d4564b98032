import assert from "node:assert/strict";

import { Big } from "big.js";
import * as currencies from "dinero.js/currencies";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";

import { currencyExponent, parseAmount, parseWireDecimal, toDecimalText } from "./money.js";

const currencyOfEachExponent = [
  { currency: "JPY", exponent: 0 },
  { currency: "AED", exponent: 2 },
  { currency: "KWD", exponent: 3 },
  { currency: "CLF", exponent: 4 },
];

const anyMinor = fc.oneof(
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

describe("currencyExponent", () => {
  for (const { currency, exponent } of [
    ...currencyOfEachExponent,
    ...["BHD", "IQD", "JOD", "LYD", "OMR", "TND"].map((currency) => ({ currency, exponent: 3 })),
    ...["KRW", "VND", "XOF", "ISK", "CLP", "UGX"].map((currency) => ({ currency, exponent: 0 })),
    ...["USD", "EUR", "SAR", "QAR", "EGP"].map((currency) => ({ currency, exponent: 2 })),
  ]) {
    it(`is ${exponent} for ${currency}`, () => assert.equal(currencyExponent(currency), exponent));
  }

  it("counts two decimals where the library counts in fifths, which is the ariary and the ouguiya only", () => {
    const odd = Object.values(currencies).filter(({ base }) => base !== 10);
    assert.deepEqual(odd.map(({ code }) => code).toSorted(), ["MGA", "MRU"]);
    for (const { code } of odd) assert.equal(currencyExponent(code), 2);
  });

  for (const code of ["", "aed", "AE", "AEDX", "BTC", "default", "constructor", "__proto__", "toString"]) {
    it(`knows no currency "${code}"`, () => assert.equal(currencyExponent(code), undefined));
  }
});

describe("parseAmount", () => {
  const accepted: [string | number, string, number][] = [
    ["12.34", "AED", 1234],
    ["12.3", "AED", 1230],
    ["12", "AED", 1200],
    ["12.3400", "AED", 1234],
    ["007.50", "AED", 750],
    ["500", "JPY", 500],
    ["500.00", "JPY", 500],
    ["0.005", "KWD", 5],
    ["0.0001", "CLF", 1],
    ["-3.50", "AED", -350],
    ["0", "AED", 0],
    ["-0", "AED", 0],
    ["-0.00", "AED", 0],
    [4.35, "AED", 435],
    [1.1, "AED", 110],
    [1.005, "KWD", 1005],
    [1e-3, "KWD", 1],
    [-0, "AED", 0],
    ["90071992547409.91", "AED", Number.MAX_SAFE_INTEGER],
    ["-90071992547409.91", "AED", Number.MIN_SAFE_INTEGER],
    ["9007199254740991", "JPY", Number.MAX_SAFE_INTEGER],
  ];
  for (const [input, currency, minor] of accepted) {
    it(`reads ${typeof input} ${Object.is(input, -0) ? "-0" : input} ${currency} as ${minor}`, () => {
      const exponent = currencyExponent(currency);
      assert.ok(exponent !== undefined);
      assert.deepStrictEqual(parseAmount(input, currency), {
        ok: true,
        money: { minor, currency, exponent },
      });
    });
  }

  const refused: [RegExp, currency: string, inputs: (string | number)[]][] = [
    [/ISO 4217/, "XXY", [10]],
    [/ISO 4217/, "__proto__", [10]],
    [/upper-case/, "aed", [10]],
    [/digits 0-9/, "AED", ["", "١٢", "１２", "+5", ".5", "5.", "--1", "0x10", "Infinity"]],
    [/digits 0-9/, "AED", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    [/blanks/, "AED", [" 12", "12\n"]],
    [/separators/, "AED", ["1,000.00"]],
    [/exponent/, "AED", ["1e3"]],
    [/one point/, "AED", ["1.2.3"]],
    [/64 characters/, "AED", [`1.${"0".repeat(63)}`]],
    [/at most 2 decimals/, "AED", [0.1 + 0.2, 1.005, "0.001", Number.MIN_VALUE]],
    [/at most 3 decimals/, "KWD", ["0.0001"]],
    [/whole JPY/, "JPY", ["1.5"]],
    [/90071992547409\.91 AED/, "AED", [1e21, Number.MAX_VALUE, "90071992547409.92", "-90071992547409.92"]],
    [/9007199254740991 JPY/, "JPY", ["9007199254740992"]],
  ];
  for (const [remedy, currency, inputs] of refused) {
    for (const input of inputs)
      it(`refuses ${typeof input} ${JSON.stringify(input)} ${currency}, and says what to do`, () => {
        const parsed = parseAmount(input, currency);
        assert.ok(!parsed.ok);
        assert.match(parsed.message, remedy);
      });
  }
});

describe("parseWireDecimal", () => {
  const read: [string, string, number][] = [
    ["12.34", "AED", 1234],
    ["12.340", "AED", 1234],
    ["1.0E7", "AED", 1_000_000_000],
    ["1e2", "JPY", 100],
    ["1.234E+1", "AED", 1234],
    ["5e-3", "KWD", 5],
    ["-3.5", "AED", -350],
    ["-0.0", "AED", 0],
    ["0E-10", "AED", 0],
    ["9007199254740991", "JPY", Number.MAX_SAFE_INTEGER],
  ];
  for (const [text, currency, minor] of read) {
    it(`reads ${text} ${currency} as ${minor}`, () =>
      assert.ok(Object.is(parseWireDecimal(text, currency), minor)));
  }

  const noNumber = ["", "1,5", "NaN", "0x10", "1e", " 1"];
  for (const [currency, texts] of Object.entries({
    AED: ["12.345", "1e-999", "1e999", "1e999999999", "1e-999999999", ...noNumber],
    JPY: ["0.5", "9007199254740992", "-9007199254740992", `1.${"0".repeat(63)}`, "0e1234"],
    XXY: ["12.34"],
    constructor: ["12.34"],
  })) {
    for (const text of texts)
      it(`does not read ${text} ${currency}`, () =>
        assert.equal(parseWireDecimal(text, currency), undefined));
  }
});

describe("toDecimalText", () => {
  for (const [minor, exponent, text] of [
    [1234, 2, "12.34"],
    [1230, 2, "12.30"],
    [500, 0, "500"],
    [5, 3, "0.005"],
    [-5, 2, "-0.05"],
    [0, 2, "0.00"],
    [-0, 2, "0.00"],
    [Number.MAX_SAFE_INTEGER, 2, "90071992547409.91"],
    [Number.MAX_SAFE_INTEGER, 4, "900719925474.0991"],
  ] as const) {
    it(`writes ${minor} with exponent ${exponent} as ${text}`, () =>
      assert.equal(toDecimalText({ minor, exponent }), text));
  }

  for (const minor of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
    it(`refuses ${minor}, which is no exact amount`, () =>
      assert.throws(() => toDecimalText({ minor, exponent: 2 }), RangeError));
  }
});

for (const { currency, exponent } of currencyOfEachExponent) {
  describe(`amounts with ${exponent} decimals`, () => {
    it("come back from their decimal text, as callers and as the vendor write it", () => {
      const property = fc.property(anyMinor, (minor) => {
        const text = toDecimalText({ minor, exponent });
        assert.deepEqual(parseAmount(text, currency), { ok: true, money: { minor, currency, exponent } });
        assert.equal(parseWireDecimal(text, currency), minor);
        assert.equal(parseWireDecimal(new Big(text).toExponential(), currency), minor);
      });
      prove("values: amounts", property, budget.values);
    });

    it("come back from a JavaScript number, up to the 15 digits such a number holds", () => {
      const upTo15Digits = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
      const property = fc.property(upTo15Digits, (minor) => {
        const number = Number(toDecimalText({ minor, exponent }));
        assert.deepEqual(parseAmount(number, currency), { ok: true, money: { minor, currency, exponent } });
      });
      prove("values: amounts", property, budget.values);
    });

    it("are refused with one decimal more than the currency has", () => {
      const property = fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), (units, digit) => {
        const text = `${units}.${"0".repeat(exponent)}${digit}`;
        const parsed = parseAmount(text, currency);
        assert.ok(!parsed.ok && /decimals/.test(parsed.message));
        assert.equal(parseWireDecimal(text, currency), undefined);
      });
      prove("values: amounts", property, budget.values);
    });
  });
}

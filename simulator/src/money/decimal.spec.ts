import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { decimalText, decimalToText, minorUnitsOf, parseDecimal } from "./decimal.js";

function decimal(text: string) {
  const parsed = parseDecimal(text);
  assert.ok(parsed, `${text} should be a number`);
  return parsed;
}

describe("decimal", () => {
  it("reads plain and exponent forms to the same value", () => {
    for (const text of ["10000000", "1.0E7", "1e+7", "10000000.000", "1000000000e-2"]) {
      assert.equal(decimal(text).toFixed(), "10000000", text);
    }
  });

  it("refuses what is no JSON number and what would grow without bound", () => {
    for (const text of ["", "1,5", "0x10", "NaN", "1e999999999", "9".repeat(61)]) {
      assert.equal(parseDecimal(text), undefined, text);
    }
  });

  it("gives minor units only when no digit would be lost", () => {
    assert.equal(minorUnitsOf(decimal("19.99"), 2), 1999n);
    assert.equal(minorUnitsOf(decimal("19.990"), 2), 1999n);
    assert.equal(minorUnitsOf(decimal("19.995"), 2), undefined);
    assert.equal(minorUnitsOf(decimal("1.234"), 3), 1234n);
    assert.equal(minorUnitsOf(decimal("100.5"), 0), undefined);
  });

  it("returns to the same minor units after being written and read", () => {
    const property = fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.integer({ min: 0, max: 4 }),
      (minor, exponent) => {
        assert.equal(minorUnitsOf(decimal(decimalText(minor, exponent)), exponent), minor);
      },
    );
    prove("values: the simulator's amounts", property, budget.values);
  });

  it("writes at least the currency's decimals, and more where there are more", () => {
    assert.equal(decimalToText(decimal("5"), 2), "5.00");
    assert.equal(decimalToText(decimal("1.2345"), 2), "1.2345");
    assert.equal(decimalToText(decimal("1e3"), 0), "1000");
  });

  it("keeps leading zeros of small amounts", () => {
    assert.equal(decimalText(5n, 2), "0.05");
    assert.equal(decimalText(-5n, 3), "-0.005");
    assert.equal(decimalText(500n, 0), "500");
  });
});

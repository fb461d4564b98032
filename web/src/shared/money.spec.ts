import assert from "node:assert/strict";
import { toDecimal, toMinor } from "./money.js";

describe("amounts in the web app", () => {
  const pairs = [
    { text: "12.50", minor: 1250, exponent: 2 },
    { text: "0.05", minor: 5, exponent: 2 },
    { text: "1.234", minor: 1234, exponent: 3 },
    { text: "500", minor: 500, exponent: 0 },
    { text: "-3.10", minor: -310, exponent: 2 },
    { text: "90071992547409.91", minor: Number.MAX_SAFE_INTEGER, exponent: 2 },
  ];
  for (const { text, minor, exponent } of pairs) {
    it(`writes and reads ${text} exactly`, () => {
      assert.equal(toDecimal({ minor, exponent }), text);
      assert.equal(toMinor(text, exponent), minor);
    });
  }

  it("fills in decimals that were left out", () => {
    assert.equal(toMinor("7", 2), 700);
    assert.equal(toMinor(" 7.5 ", 3), 7500);
  });

  it("reads the digits of Arabic and Persian keyboards", () => {
    assert.equal(toMinor("١٢٫٥٠", 2), 1250);
    assert.equal(toMinor("۱۲.۵", 2), 1250);
    assert.equal(toMinor("\u200f12.50\u200e", 2), 1250, "with the marks of Arabic text");
  });

  it("gives null for more decimals than the currency has, for no decimal, and for too much", () => {
    assert.equal(toMinor("1.001", 2), null);
    assert.equal(toMinor("1.5", 0), null);
    assert.equal(toMinor("", 2), null);
    for (const text of ["1e3", "12.", ".5", "1,000.00", "+5"]) assert.equal(toMinor(text, 2), null, text);
    assert.equal(toMinor("90071992547409.92", 2), null);
  });
});

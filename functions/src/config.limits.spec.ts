import assert from "node:assert/strict";
import { parseLimits } from "./config.js";

const CURRENCIES = ["AED", "KWD", "JPY", "CLF", "XXX-1"];
const limits = (text: string) => CURRENCIES.map(parseLimits("POINTCHECKOUT_MAX_AMOUNT", text));

describe("parseLimits", () => {
  it("takes one number for whole units of every currency", () => {
    assert.deepEqual(limits("1000"), [100_000, 1_000_000, 1_000, 10_000_000, 0]);
    assert.deepEqual(limits(" 0 "), [0, 0, 0, 0, 0]);
    assert.equal(limits("1000000000000")[3], Number.MAX_SAFE_INTEGER);
  });

  it("takes one for each currency, and * for all others", () => {
    assert.deepEqual(limits("AED=100000,KWD=10000,*=50"), [10_000_000, 10_000_000, 50, 500_000, 0]);
    assert.deepEqual(limits(" AED = 5 , *=0, "), [500, 0, 0, 0, 0]);
  });

  it("allows nothing in a currency that is not listed, without *", () => {
    assert.deepEqual(limits("AED=5"), [500, 0, 0, 0, 0]);
  });

  for (const [text, named] of [
    ["", /has to be a whole number from 0 .*: "" is neither/],
    ["-1", /: "-1" is neither/],
    ["1.5", /: "1\.5" is neither/],
    ["1000000000001", /is neither/],
    ["AED", /: "AED" is neither/],
    ["AED=100,KWD", /: "KWD" is neither/],
    ["aed=100", /such as AED=100000,KWD=10000,\*=50000: "aed=100" is neither/],
    ["AED=ten", /: "AED=ten" is neither/],
    ["AED=100;KWD=10", /is neither/],
    ["XYZ=100", /names XYZ, which is no ISO 4217 currency/],
    ["AED=1,AED=2", /names AED twice/],
  ] as const) {
    it(`refuses "${text}", naming the parameter and what is wrong`, () => {
      const message = new RegExp(`^POINTCHECKOUT_MAX_AMOUNT .*${named.source}`);
      assert.throws(() => limits(text), { name: "ConfigurationError", message });
    });
  }
});

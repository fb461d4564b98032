import assert from "node:assert/strict";
import * as currencies from "dinero.js/currencies";
import { currencyExponent } from "../../../functions/src/shared/money.js";
import { exponentOf } from "./currency.js";

describe("currencies in the web app", () => {
  it("have as many decimals as the functions give them", () => {
    const codes = Object.keys(currencies);
    assert.ok(codes.includes("MGA"));
    for (const code of codes) assert.equal(exponentOf(code), currencyExponent(code), code);
  });
});

import assert from "node:assert/strict";
import { addUp, type ItemValues, lineTotal } from "./totals.js";

const cup = { key: "k", name: "Cup" };
const item = (quantity: string, unitprice: string): ItemValues => ({ ...cup, quantity, unitprice });
const none = { tax: "", shipping: "", handling: "", discount: "" };

describe("the sums of a new link", () => {
  it("multiply exactly where floating point does not", () => {
    assert.equal(lineTotal(item("3", "0.10"), 2), 30);
    assert.equal(lineTotal(item("1.005", "1.00"), 2), 101);
    assert.equal(lineTotal(item("3", "1.115"), 3), 3345);
    assert.equal(lineTotal(item("0.0005", "100.00"), 2), 5);
    assert.equal(lineTotal(item("0.000001", "1000000.00"), 2), 100);
    assert.equal(lineTotal(item("1", "-2.00"), 2), -200);
    assert.equal(lineTotal(item("1.005", "-1.00"), 2), -101);
  });

  it("add tax, shipping and handling, and take the discount off", () => {
    const totals = { tax: "6.28", shipping: "10", handling: "1", discount: "5" };
    const sums = addUp([item("2", "50.00"), item("1", "25.50")], totals, 2);
    assert.deepEqual(sums, { lines: [10000, 2550], subtotal: 12550, total: 13778 });
  });

  it("are unknown while a line or a total is no amount", () => {
    const unknown = { lines: [10000, null], subtotal: null, total: null };
    assert.deepEqual(addUp([item("2", "50.00"), item("", "1")], none, 2), unknown);
    assert.equal(addUp([item("1", "1")], { ...none, tax: "x" }, 2).total, null);
    assert.equal(lineTotal(item("0", "1"), 2), null);
  });
});

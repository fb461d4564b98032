import assert from "node:assert/strict";
import { stockId } from "./fulfilment-store.js";
import { readPaidOrder } from "./paid-order.js";

describe("readPaidOrder", () => {
  it("adds up the lines of one SKU, and leaves out what has none", () => {
    const items = [
      { name: "Cup", sku: "CUP-1", quantity: 2 },
      { name: "Gift wrapping", quantity: 1 },
      { name: "Saucer", sku: "SAU-1", quantity: 0.5 },
      { name: "Cup", sku: "CUP-1", quantity: 1 },
    ];
    assert.deepEqual(readPaidOrder({ status: "PAID", items }).lines, [
      { sku: "CUP-1", quantity: 3 },
      { sku: "SAU-1", quantity: 0.5 },
    ]);
  });

  it("reads an order that has neither lines nor a customer", () => {
    assert.deepEqual(readPaidOrder({ status: "PAID", payment: { livemode: true } }), {
      status: "PAID",
      livemode: true,
      isPaidInFull: false,
      lines: [],
      email: null,
    });
  });

  it("reads lines without a SKU, or in no form at all, that a backend stored after the link was made", () => {
    const without = ["", " "].map((sku) => ({ sku, quantity: 1 }));
    const items = [...without, null, { sku: " CUP-1 ", quantity: 2 }];
    assert.deepEqual(readPaidOrder({ status: "PAID", items }).lines, [{ sku: "CUP-1", quantity: 2 }]);
  });

  it("takes an order for a test payment that does not say that it is live", () => {
    for (const livemode of [undefined, null, "true", 1])
      assert.equal(readPaidOrder({ status: "PAID", payment: { livemode } }).livemode, false);
  });

  it("knows whether the money is what the order costs, or was accepted", () => {
    const amount = { minor: 10_000, currency: "AED" };
    const isPaid = (paid: object | null, counts = "amount") => {
      const payment = { paid, attempts: { "1": { counts } } };
      return readPaidOrder({ status: "PAID", amount, payment }).isPaidInFull;
    };
    assert.deepEqual([isPaid(amount), isPaid(null)], [true, false]);
    assert.equal(isPaid({ ...amount, minor: 5_500 }), false);
    assert.equal(isPaid({ ...amount, currency: "KWD" }), false);
    assert.equal(isPaid({ ...amount, minor: 5_500 }, "accepted"), true);
  });

  it("knows a currency that a backend wrote in small letters", () => {
    const [amount, paid] = ["aed", "AED"].map((currency) => ({ minor: 10_000, currency }));
    assert.equal(readPaidOrder({ status: "PAID", amount, payment: { paid } }).isPaidInFull, true);
  });
});

describe("stockId", () => {
  it("is a document's id for every SKU, and another one for another SKU", () => {
    const skus = ["CUP-1", "cups/1", "cups%2F1", ".", "..", "%2E", "__cup__", "%5F_cup__", "كوب"];
    const ids = skus.map(stockId);
    assert.equal(new Set(ids).size, skus.length);
    for (const id of ids) assert.match(id, /^(?!\.|_)[^/]+$/);
    assert.equal(stockId("CUP-1"), "CUP-1");
  });
});

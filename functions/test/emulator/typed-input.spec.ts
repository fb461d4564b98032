import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, linkFor } from "../support/callables.js";
import { readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

const byPhone = { firstName: "Test", lastName: "User", phone: "+971 (0)56 712 3456" };

describe("an order as a merchant types it", function () {
  this.timeout(30_000);

  it("gets a link with everything in another case, and empty where nothing was filled in", async () => {
    const input = linkInput({
      currency: "aed",
      language: "EN",
      description: "Two coffees\nand a cake",
      items: [],
      allowedPaymentMethods: [],
      billingAddress: {
        name: "Test User",
        address1: "1 Palm Street",
        address2: "",
        city: "Dubai",
        state: "",
        zip: null,
        country: "are",
      },
    });
    await linkFor(input);
    const order = await readOrder(input.orderId);
    assert.deepEqual(
      [order?.amount.currency, order?.linkOptions.language, order?.description],
      ["AED", "en", "Two coffees and a cake"],
    );
    assert.deepEqual(order?.billingAddress, {
      name: "Test User",
      address1: "1 Palm Street",
      city: "Dubai",
      country: "ARE",
    });
    assert.deepEqual([order?.items, order?.linkOptions.allowedPaymentMethods], [undefined, undefined]);
  });

  it("gets a link with a discount among its lines", async () => {
    const items = [
      { name: "Coffee", quantity: 3, unitprice: "5.00", linetotal: "15.00" },
      { name: "Voucher", quantity: 1, linetotal: "-2.50" },
    ];
    const { orderId } = await linkFor(linkInput({ items }));
    assert.equal((await vendor.ledger(orderId))[0]?.amountMinor, 1250);
  });

  it("gets a link by SMS for a phone without an e-mail", async () => {
    const { orderId } = await linkFor(linkInput({ customer: byPhone, sendSms: true }));
    assert.deepEqual((await readOrder(orderId))?.customer, { ...byPhone, phone: "971567123456" });
  });

  it("is told in the vendor's own words when the vendor wants an e-mail after all", async () => {
    const input = linkInput({ customer: byPhone });
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 400, body: "envelope" });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.match(error.message, /^PointCheckout refused the link: .{5}/);
  });

  it("is told sum, given and difference when its sums differ", async () => {
    const items = [{ name: "Coffee", quantity: 2, linetotal: "10.00" }];
    const { error } = await createPaymentLink(
      linkInput({ items, totals: { subtotal: "10.00", tax: "0.50" } }),
    );
    assert.deepEqual(error.details, [
      {
        path: "amount",
        message:
          "is 12.50, but subtotal + tax + shipping + handling − discount is 10.50 (difference 2.00): correct it, or set totals.skipTotalsValidation to true",
      },
    ]);
  });

  it("has its sums checked by the vendor when skipTotalsValidation is false, and by nobody when it is true", async () => {
    const totals = { subtotal: "12.50", tax: "0.00" };
    await linkFor(linkInput({ totals: { ...totals, skipTotalsValidation: false } }));
    await linkFor(linkInput({ totals: { ...totals, tax: "3.00", skipTotalsValidation: true } }));
  });
});

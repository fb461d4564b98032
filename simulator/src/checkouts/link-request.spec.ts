import assert from "node:assert/strict";
import { linkBody } from "../../test/support/with-simulator.js";
import { readJson } from "../json.js";
import { readLinkRequest } from "./link-request.js";
import { Refusal } from "./refusal.js";

const ADDRESS = { name: "A", address1: "Street 1", city: "Dubai", country: "AE" };
const CUSTOMER = { firstName: "A", lastName: "B", email: "a@example.com" };
const TOTALS = { subtotal: 9, tax: 1 };
const CHECKED = { ...TOTALS, skipTotalsValidation: false };

/** A link for 10 of a currency, unless these say otherwise; `exact` is the amount as it stands in the JSON text. */
function read(overrides: object = {}, exact = "10") {
  const body = JSON.stringify(linkBody({ amount: 10, ...overrides }));
  return readLinkRequest(readJson(body.replace('"amount":10', `"amount":${exact}`)));
}

const BROKEN: [rule: string, overrides: object, field: string][] = [
  ["a missing request id", { requestId: undefined }, "requestId"],
  ["an empty order id", { orderId: "  " }, "orderId"],
  ["a missing description", { description: null }, "description"],
  ["a currency that is none", { currency: "XXQ" }, "currency"],
  ["a currency in lower case", { currency: "aed" }, "currency"],
  ["a missing amount", { amount: undefined }, "amount"],
  ["an amount in quotes", { amount: "10.00" }, "amount"],
  ["an amount of nothing", { amount: 0 }, "amount"],
  ["a negative amount", { amount: -1 }, "amount"],
  ["more decimals than the currency has", { amount: 10.005 }, "amount"],
  ["decimals of a currency without", { currency: "JPY", amount: 10.5 }, "amount"],
  ["an amount beyond reason", { amount: 1e20 }, "amount"],
  ["an item without name", { items: [{ quantity: 1, linetotal: 1 }] }, "items[0].name"],
  ["an item of no quantity", { items: [{ name: "Tea", quantity: 0, linetotal: 1 }] }, "items[0].quantity"],
  ["an item without its total", { items: [{ name: "Tea", quantity: 1 }] }, "items[0].linetotal"],
  ["totals without tax", { totals: { subtotal: 10 } }, "totals.tax"],
  ["a negative discount", { totals: { ...TOTALS, discount: -1 } }, "totals.discount"],
  ["totals that do not add up", { totals: { ...CHECKED, shipping: 0.1 } }, "totals"],
  ["an SMS without phone", { sendSms: true, customer: CUSTOMER }, "customer.phone"],
  ["an e-mail without address", { sendEmail: true }, "customer.email"],
  ["a flag that is text", { sendSms: "true" }, "sendSms"],
  ["a customer without e-mail and phone", { customer: { ...CUSTOMER, email: undefined } }, "customer.email"],
  ["an e-mail that is none", { customer: { ...CUSTOMER, email: "a@" } }, "customer.email"],
  ["a phone with a plus", { customer: { ...CUSTOMER, phone: "+971567000000" } }, "customer.phone"],
  ["an address without city", { deliveryAddress: { ...ADDRESS, city: undefined } }, "deliveryAddress.city"],
  ["a country that is none", { billingAddress: { ...ADDRESS, country: "Dubai" } }, "billingAddress.country"],
  ["a branch that is text", { branchId: "12" }, "branchId"],
  ["an unknown payment method", { allowedPaymentMethods: ["CASH"] }, "allowedPaymentMethods[0]"],
  ["an unknown default method", { defaultPaymentMethod: "CASH" }, "defaultPaymentMethod"],
  ["an expiry too near", { expiresIn: 14 }, "expiresIn"],
  ["an expiry too far", { expiresIn: 10_081 }, "expiresIn"],
  ["a part of a minute", { expiresIn: 15.5 }, "expiresIn"],
  ["a language in words", { language: "English" }, "language"],
];

describe("readLinkRequest", () => {
  for (const [rule, overrides, field] of BROKEN) {
    it(`refuses ${rule}`, () =>
      assert.throws(() => read(overrides), { name: "Refusal", field, message: /\.$/ }));
  }

  it("refuses a body that is no object", () => {
    assert.throws(() => readLinkRequest(readJson("[]")), Refusal);
  });

  it("reads the least a link needs", () => {
    const { amountMinor, expiresIn, language, customer } = read();
    assert.deepEqual([amountMinor, expiresIn, language, customer], [1000n, 7 * 24 * 60, "en", null]);
  });

  it("takes as many decimals as the currency has, in any form", () => {
    assert.equal(read({ currency: "KWD", amount: 1.234 }).amountMinor, 1234n);
    assert.equal(read({ currency: "MGA", amount: 1.25 }).amountMinor, 125n);
    assert.equal(read({ currency: "JPY" }, "1.0E7").amountMinor, 10_000_000n);
  });

  it("keeps a branch id that no JavaScript number can hold", () => {
    const { branchId } = read({}, '10,"branchId":1601731695315563241');
    assert.equal(branchId, 1_601_731_695_315_563_241n);
  });

  it("finds the contact in the billing address when there is no customer", () => {
    const billingAddress = { ...ADDRESS, phone: "971567000000", email: "b@example.com" };
    const order = read({ sendSms: true, sendEmail: true, billingAddress });
    assert.deepEqual([order.contactPhone, order.contactEmail], ["971567000000", "b@example.com"]);
  });

  it("takes a customer with a phone alone, and a line that is a discount", () => {
    const customer = { ...CUSTOMER, email: undefined, phone: "971567000000" };
    const items = [
      { name: "Tea", quantity: 1, linetotal: 12 },
      { name: "Discount", quantity: 1, linetotal: -2, unitprice: -2 },
    ];
    const order = read({ customer, items });
    assert.deepEqual([order.customer?.email, order.contactPhone], [null, "971567000000"]);
    assert.equal(order.items.length, 2);
  });

  it("tolerates unknown fields, null for absent ones, and countries of three letters", () => {
    const order = read({ coupon: "X", items: null, billingAddress: { ...ADDRESS, country: "ARE" } });
    assert.deepEqual(order.items, []);
    assert.equal(order.billingAddress?.country, "ARE");
  });

  it("adds totals up exactly when asked to check them", () => {
    const totals = { ...CHECKED, subtotal: 0.1, tax: 0.2 };
    assert.equal(read({ amount: 0.3, totals }).amountMinor, 30n);
  });

  it("does not check totals that need not add up", () => {
    assert.equal(read({ totals: { subtotal: 1, tax: 0 } }).amountMinor, 1000n);
  });

  it("falls back to English for a language it does not speak", () => {
    assert.equal(read({ language: "fr" }).language, "en");
    assert.equal(read({ language: "AR" }).language, "ar");
  });
});

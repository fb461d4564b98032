import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import { content, customer } from "../../../test/fixtures/orders.js";
import type { Item, OrderContent, Totals } from "./content.js";
import { amountProblems, contentProblems, recipientProblems, sumProblems } from "./content-rules.js";

const paths = (problems: readonly { path: string }[]) => problems.map(({ path }) => path);
const item = (fields: Partial<Item> = {}): Item => ({
  name: "Ticket",
  quantity: 1,
  lineTotalMinor: 1000,
  ...fields,
});
const totals = (fields: Partial<Totals> = {}): Totals => ({ subtotalMinor: 1000, taxMinor: 0, ...fields });
const sumsOf = (minor: number, items?: Item[], given?: Totals) =>
  sumProblems({ amount: { minor, currency: "AED", exponent: 2 }, items, totals: given });
const sums = (...given: Parameters<typeof sumsOf>) => paths(sumsOf(...given));

describe("sumProblems", () => {
  it("has nothing to add up in an amount alone", () => assert.deepEqual(sums(1000), []));
  it("wants the lines to make the amount", () => {
    assert.deepEqual(sums(1000, [item({ lineTotalMinor: 400 }), item({ lineTotalMinor: 600 })]), []);
    assert.deepEqual(sums(1000, [item({ lineTotalMinor: 999 })]), ["amount"]);
  });
  it("wants the lines to make the subtotal when there are totals", () => {
    assert.deepEqual(sums(1000, [item()], totals()), []);
    assert.deepEqual(sums(1000, [item({ lineTotalMinor: 999 })], totals()), ["totals.subtotal"]);
  });
  it("wants subtotal, tax, shipping and handling less the discount to make the amount", () => {
    const whole = totals({ taxMinor: 50, shippingMinor: 30, handlingMinor: 25, discountMinor: 105 });
    assert.deepEqual(sums(1000, [item()], whole), []);
    const parts = ["subtotalMinor", "taxMinor", "shippingMinor", "handlingMinor", "discountMinor"] as const;
    for (const part of parts) {
      assert.deepEqual(sums(1000, undefined, { ...whole, [part]: (whole[part] ?? 0) + 1 }), ["amount"], part);
    }
  });
  it("wants a whole quantity times the price to make the line", () => {
    assert.deepEqual(sums(1000, [item({ quantity: 4, unitPriceMinor: 250 })]), []);
    assert.deepEqual(sums(1000, [item({ quantity: 4, unitPriceMinor: 251 })]), ["items.0.linetotal"]);
    assert.deepEqual(sums(1000, [item({ quantity: 3, unitPriceMinor: 333 })]), ["items.0.linetotal"]);
  });
  it("takes a line below zero for a discount", () => {
    const discount = item({ name: "Voucher", unitPriceMinor: -250, lineTotalMinor: -250 });
    assert.deepEqual(sums(750, [item(), discount]), []);
    assert.deepEqual(sums(750, [item(), discount], totals({ subtotalMinor: 750 })), []);
    assert.deepEqual(sums(1000, [item(), discount]), ["amount"]);
  });
  for (const [what, problems, message] of [
    [
      "lines that do not make the amount",
      sumsOf(1250, [item()]),
      "is 12.50, but the sum of the line totals is 10.00 (difference 2.50): correct it, or give totals with tax, shipping or discount",
    ],
    [
      "a total that does not make the amount",
      sumsOf(1000, undefined, totals({ taxMinor: 50 })),
      "is 10.00, but subtotal + tax + shipping + handling − discount is 10.50 (difference -0.50): correct it, or set totals.skipTotalsValidation to true",
    ],
    [
      "a line that is not its price",
      sumsOf(1000, [item({ quantity: 1.5, unitPriceMinor: 333 })]),
      "is 10.00, but quantity × unitprice is 4.995 (difference 5.005): correct it, or set totals.skipTotalsValidation to true",
    ],
  ] as const) {
    it(`says sum, given and difference of ${what}`, () => assert.equal(problems[0]?.message, message));
  }
  it("lets a line of a broken quantity round by less than one minor unit", () => {
    assert.deepEqual(sums(1000, [item({ quantity: 1.5, unitPriceMinor: 667 })]), []);
    assert.deepEqual(sums(1000, [item({ quantity: 1.5, unitPriceMinor: 666 })]), ["items.0.linetotal"]);
  });
  it("names every line and every sum that is wrong", () => {
    const lines = [item({ unitPriceMinor: 1 }), item(), item({ quantity: 2, unitPriceMinor: 1 })];
    const wrong = "items.0.linetotal items.2.linetotal totals.subtotal amount";
    assert.equal(sums(1, lines, totals()).join(" "), wrong);
  });
  it("looks at nothing when the vendor's skip flag is set", () => {
    assert.deepEqual(sums(1, [item({ unitPriceMinor: 7 })], totals({ skipTotalsValidation: true })), []);
    assert.deepEqual(sums(1, [item()], totals({ skipTotalsValidation: false })), ["amount"]);
  });
  it("adds without rounding, beyond what a number can add exactly", () => {
    const large = Number.MAX_SAFE_INTEGER;
    const lines = [item({ lineTotalMinor: large }), item({ lineTotalMinor: 1 }), item({ lineTotalMinor: 1 })];
    assert.deepEqual(sums(large, lines, { subtotalMinor: large, taxMinor: 0 }), ["totals.subtotal"]);
    assert.deepEqual(sums(large, undefined, { subtotalMinor: large, taxMinor: 2, discountMinor: 1 }), [
      "amount",
    ]);
  });
  it("accepts every order that was made to add up", () => {
    const lines = fc.array(fc.record({ price: fc.nat(1e6), quantity: fc.integer({ min: 1, max: 1000 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.property(lines, fc.nat(1e5), fc.nat(1e5), (some, taxMinor, discountMinor) => {
      const items = some.map(({ price, quantity }) =>
        item({ quantity, unitPriceMinor: price, lineTotalMinor: price * quantity }),
      );
      const subtotalMinor = items.reduce((sum, { lineTotalMinor }) => sum + lineTotalMinor, 0);
      const amountMinor = subtotalMinor + taxMinor - discountMinor;
      assert.deepEqual(sums(amountMinor, items, { subtotalMinor, taxMinor, discountMinor }), []);
      assert.deepEqual(sums(amountMinor + 1, items, { subtotalMinor, taxMinor, discountMinor }), ["amount"]);
    });
    prove("values: sums of orders", property, budget.values);
  });
});

describe("amountProblems", () => {
  const inFils = (minor: number) => ({ minor, currency: "AED", exponent: 2 });
  for (const [minor, message] of [
    [-1, "must be more than 0"],
    [0, "must be more than 0"],
    [101, "must be at most 1.00 AED (POINTCHECKOUT_MAX_AMOUNT of this deployment)"],
  ] as const) {
    it(`refuses ${minor} of at most 100`, () =>
      assert.deepEqual(amountProblems(inFils(minor), 100), [{ path: "amount", message }]));
  }
  it("takes 1 and the maximum itself", () => {
    assert.deepEqual([amountProblems(inFils(1), 100), amountProblems(inFils(100), 100)], [[], []]);
  });
});

describe("recipientProblems", () => {
  it("wants what is to be written to, each for itself", () => {
    const none = { phone: false, email: false };
    const all = { sendSms: true, sendEmail: true };
    assert.deepEqual(paths(recipientProblems(all, none)), ["sendSms", "sendEmail"]);
    assert.deepEqual(paths(recipientProblems(all, { ...none, phone: true })), ["sendEmail"]);
    assert.deepEqual(paths(recipientProblems(all, { ...none, email: true })), ["sendSms"]);
    assert.deepEqual(recipientProblems(all, { phone: true, email: true }), []);
    assert.deepEqual(recipientProblems({ sendSms: false, sendEmail: false }, none), []);
  });
});

describe("contentProblems", () => {
  const of = (fields: Partial<OrderContent>) => paths(contentProblems({ ...content, ...fields }, () => 5000));

  it("has none for an order that keeps every rule", () => assert.deepEqual(of({}), []));
  it("refuses a currency that is none, and an exponent that is not the currency's", () => {
    assert.deepEqual(of({ amount: { minor: 1000, currency: "ZZZ", exponent: 2 } }), ["amount.currency"]);
    assert.deepEqual(of({ amount: { minor: 1000, currency: "KWD", exponent: 2 } }), ["amount.exponent"]);
    assert.deepEqual(of({ amount: { minor: 1000, currency: "JPY", exponent: 2 } }), ["amount.exponent"]);
  });
  it("refuses nothing to pay, and more than the deployment's maximum in that currency", () => {
    assert.deepEqual(of({ amount: { minor: 0, currency: "AED", exponent: 2 } }), ["amount"]);
    assert.deepEqual(of({ amount: { minor: 5001, currency: "AED", exponent: 2 } }), ["amount"]);
  });
  it("names all that is wrong at once", () => {
    const fields = {
      amount: { minor: 0, currency: "ZZZ", exponent: 2 },
      items: [item()],
      linkOptions: { sendSms: true, sendEmail: true },
    };
    assert.deepEqual(of(fields), ["amount.currency", "amount", "amount", "sendSms", "sendEmail"]);
  });
  it("takes a customer with a phone alone, and none who cannot be reached", () => {
    const { email: _, ...nobody } = customer;
    assert.deepEqual(of({ customer: { ...nobody, phone: "971567123456" } }), []);
    assert.deepEqual(of({ customer: nobody }), ["customer.email"]);
  });
  it("wants a customer with a phone for an SMS", () => {
    const linkOptions = { sendSms: true, sendEmail: true };
    assert.deepEqual(of({ linkOptions, customer }), ["sendSms"]);
    assert.deepEqual(of({ linkOptions, customer: { ...customer, phone: "971567123456" } }), []);
  });
});

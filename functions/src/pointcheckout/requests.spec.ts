import assert from "node:assert/strict";

import fc from "fast-check";
import { isLosslessNumber, parse } from "lossless-json";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { address, customer } from "../../test/fixtures/orders.js";
import { toDecimalText } from "../shared/money.js";
import { type CreateLinkRequest, toCreateLinkBody } from "./requests.js";

const minimal: CreateLinkRequest = {
  requestId: "ORD-1-r1",
  orderId: "ORD-1",
  description: "Two cups",
  amount: { minor: 1234, currency: "AED", exponent: 2 },
};

const complete: CreateLinkRequest = {
  ...minimal,
  items: [
    { name: "Cup", quantity: 2, lineTotalMinor: 1000, sku: "C-1", unitPriceMinor: 500 },
    { name: "Tea, loose", quantity: 0.5, lineTotalMinor: 234 },
  ],
  totals: {
    subtotalMinor: 1234,
    taxMinor: 0,
    shippingMinor: 100,
    handlingMinor: 5,
    discountMinor: 105,
    skipTotalsValidation: false,
  },
  sendSms: true,
  sendEmail: false,
  customer: { ...customer, id: "u1", phone: "971567000000" },
  billingAddress: { ...address, address2: "Flat 2", state: "Dubai", zip: "00000" },
  deliveryAddress: { ...address, country: "ARE" },
  branchId: "1601731695315563241",
  allowedPaymentMethods: ["CARD", "TABBY"],
  defaultPaymentMethod: "CARD",
  expiresIn: 60,
  language: "ar",
};

describe("toCreateLinkBody", () => {
  it("writes no field that was not given", () => {
    assert.equal(
      toCreateLinkBody({ ...minimal, items: undefined, language: undefined }),
      '{"requestId":"ORD-1-r1","orderId":"ORD-1","description":"Two cups","currency":"AED","amount":12.34}',
    );
    const items = [{ name: "Cup", quantity: 1, lineTotalMinor: 1234, unitPriceMinor: undefined }];
    assert.ok(!toCreateLinkBody({ ...minimal, items }).includes("unitprice"));
  });

  it("writes every field in the vendor's words, amounts in major units", () => {
    const { amount: _amount, ...inTheSameWords } = complete;
    assert.deepEqual(JSON.parse(toCreateLinkBody({ ...complete, branchId: "7" })), {
      ...inTheSameWords,
      currency: "AED",
      amount: 12.34,
      items: [
        { name: "Cup", quantity: 2, linetotal: 10, sku: "C-1", unitprice: 5 },
        { name: "Tea, loose", quantity: 0.5, linetotal: 2.34 },
      ],
      totals: {
        subtotal: 12.34,
        tax: 0,
        shipping: 1,
        handling: 0.05,
        discount: 1.05,
        skipTotalsValidation: false,
      },
      branchId: 7,
    });
  });

  it("writes a branch id beyond 2^53 as a number, digit by digit", () => {
    assert.match(toCreateLinkBody(complete), /"branchId":1601731695315563241[,}]/);
    const largest = toCreateLinkBody({ ...minimal, branchId: "9223372036854775807" });
    assert.match(largest, /"branchId":9223372036854775807}/);
  });

  for (const [exponent, currency, text] of [
    [0, "JPY", "1234"],
    [3, "KWD", "1.234"],
    [4, "CLF", "0.1234"],
  ] as const) {
    it(`writes ${currency} with its ${exponent} decimals, in items and totals too`, () => {
      const amount = { minor: 1234, currency, exponent };
      const items = [{ name: "Cup", quantity: 1, lineTotalMinor: 1234 }];
      const totals = { subtotalMinor: 1234, taxMinor: 0 };
      const body = toCreateLinkBody({ ...minimal, amount, items, totals });
      assert.ok(body.includes(`"amount":${text}`), body);
      assert.ok(body.includes(`"linetotal":${text}`), body);
      assert.ok(body.includes(`"subtotal":${text}`), body);
    });
  }

  it("writes every amount exactly", () => {
    const safe = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const property = fc.property(safe, fc.constantFrom(0, 2, 3, 4), (minor, exponent) => {
      const body = parse(toCreateLinkBody({ ...minimal, amount: { minor, currency: "AED", exponent } }));
      assert.ok(typeof body === "object" && body !== null && "amount" in body);
      assert.ok(isLosslessNumber(body.amount));
      assert.equal(body.amount.value, toDecimalText({ minor, exponent }));
    });
    prove("values: amounts of requests", property, budget.values);
  });

  for (const lineTotalMinor of [0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) {
    it(`refuses the inexact amount ${lineTotalMinor}`, () => {
      const items = [{ name: "Cup", quantity: 1, lineTotalMinor }];
      assert.throws(() => toCreateLinkBody({ ...minimal, items }), RangeError);
    });
  }

  it("keeps text in any script, and quotes in it, intact", () => {
    const description = 'كوب "شاي" \\ 😀 \u2028';
    assert.equal(JSON.parse(toCreateLinkBody({ ...minimal, description })).description, description);
  });
});

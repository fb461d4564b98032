import assert from "node:assert/strict";
import type { Order } from "pointcheckout-firebase-client";
import { paymentDefaults } from "../../../client/src/types.js";
import { canEditDraft, draftValues } from "./draft-values.js";
import { findProblems, toContentInput } from "./link-form.js";

const address = { name: "Cleo Customer", address1: "Street 1", city: "Dubai", country: "AE" };

/** `Required`: a field that an order has from now on has to be added here, and to come back. */
const whole: Required<Order> & {
  linkOptions: Required<Order["linkOptions"]>;
  totals: Required<Order["totals"]>;
} = {
  orderId: "A-1",
  status: "DRAFT",
  createdAt: null,
  customerUid: "uid-1",
  description: "Cups",
  amount: { minor: 3_682, currency: "AED", exponent: 2 },
  items: [{ name: "Cup", sku: "CUP-1", quantity: 3, unitPriceMinor: 1_010, lineTotalMinor: 3_030 }],
  totals: {
    subtotalMinor: 3_030,
    taxMinor: 152,
    shippingMinor: 0,
    handlingMinor: 500,
    discountMinor: 0,
    skipTotalsValidation: false,
  },
  customer: { id: "c-1", firstName: "Cleo", lastName: "Customer", phone: "971501234567" },
  billingAddress: address,
  deliveryAddress: { ...address, zip: "1234" },
  linkOptions: {
    sendSms: true,
    sendEmail: false,
    expiresIn: 90,
    language: "ar",
    branchId: "9223372036854775807",
    allowedPaymentMethods: ["CARD"],
    defaultPaymentMethod: "CARD",
  },
  payment: paymentDefaults(),
};
const draft = (some: Partial<Order> = {}): Order => ({ ...whole, ...some });

describe("a draft in the form for a new link", () => {
  it("comes back with all that it had", () => {
    assert.ok(canEditDraft(draft()));
    const values = draftValues(draft());
    assert.deepEqual(findProblems(values), {});
    const input = toContentInput(values);
    const { status: _status, createdAt: _at, payment: _ours, linkOptions, ...content } = whole;
    const { sendEmail: _off, ...options } = linkOptions;
    const lost = Object.keys({ ...content, ...options }).filter((name) => !(name in input));
    assert.deepEqual(lost, []);
    const { items, totals, customer, billingAddress, deliveryAddress, ...rest } = input;
    assert.deepEqual(rest, {
      orderId: "A-1",
      customerUid: "uid-1",
      description: "Cups",
      amount: "36.82",
      currency: "AED",
      sendSms: true,
      expiresIn: 90,
      language: "ar",
      branchId: "9223372036854775807",
      allowedPaymentMethods: ["CARD"],
      defaultPaymentMethod: "CARD",
    });
    const cups = { name: "Cup", sku: "CUP-1", quantity: 3, unitprice: "10.10", linetotal: "30.30" };
    assert.deepEqual(items, [cups]);
    assert.deepEqual(totals, {
      subtotal: "30.30",
      tax: "1.52",
      shipping: "0.00",
      handling: "5.00",
      discount: "0.00",
      skipTotalsValidation: false,
    });
    assert.deepEqual([customer?.id, customer?.phone], ["c-1", "+971501234567"]);
    assert.deepEqual([billingAddress?.city, deliveryAddress?.zip], ["Dubai", "1234"]);
  });

  it("comes back with totals that are all zero", () => {
    const totals = { subtotalMinor: 3_030, taxMinor: 0, skipTotalsValidation: true };
    const values = draftValues(draft({ totals, amount: { ...whole.amount, minor: 3_030 } }));
    const expected = { subtotal: "30.30", tax: "0.00", skipTotalsValidation: true };
    assert.deepEqual(toContentInput(values).totals, expected);
  });

  it("has the unit price that a backend left out", () => {
    const items = [{ name: "Cup", quantity: 3, lineTotalMinor: 3_030 }];
    assert.ok(canEditDraft(draft({ items })));
    assert.equal(draftValues(draft({ items })).items[0]?.unitprice, "10.10");
  });

  it("may have null for what a backend does not give", () => {
    const names = ["items", "totals", "billingAddress", "deliveryAddress"];
    const nulls: Partial<Order> = Object.fromEntries(names.map((name) => [name, null]));
    assert.ok(canEditDraft(draft(nulls)));
    assert.deepEqual(findProblems(draftValues(draft(nulls))), {});
  });

  it("asks for what a backend wrote null for, and a link needs", () => {
    const nulls = {
      description: null,
      linkOptions: null,
      items: [{ name: null, quantity: 3, unitPriceMinor: 1_010, lineTotalMinor: 3_030 }],
      billingAddress: { ...address, name: null, address2: null },
    } as unknown as Partial<Order>;
    assert.ok(canEditDraft(draft(nulls)));
    assert.deepEqual(findProblems(draftValues(draft(nulls))), {
      description: "required",
      "items.0.name": "required",
      "billingAddress.name": "required",
    });
  });

  const none = { minor: 0, currency: "", exponent: 0 };
  const others: Record<string, Partial<Order>> = {
    "an order without an amount": { items: undefined, totals: undefined, amount: none },
    "an order with a link": { status: "PENDING" },
    "sums that do not add up": { amount: { minor: 1, currency: "AED", exponent: 2 } },
    "totals without lines": { items: undefined },
    "a line without an exact unit price": { items: [{ name: "Cup", quantity: 4, lineTotalMinor: 3_030 }] },
  };
  for (const [what, some] of Object.entries(others))
    it(`is not ${what}`, () => assert.equal(canEditDraft(draft(some)), false));
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { pluck } from "../../../test/pluck.js";
import { prove } from "../../../test/prove.js";
import { address, customer } from "../../test/fixtures/orders.js";
import { contentSchema } from "../orders/model/content.js";
import { dropNotGiven, parseBySchema } from "../orders/model/parse-by-schema.js";
import { orderInput, parseContentInput } from "./link-input.js";

const maximum = () => 10_000_000;
const parseContent = (raw: unknown) => parseContentInput(dropNotGiven(raw), maximum);
const parseOrderInput = (raw: unknown) => parseBySchema(orderInput, dropNotGiven(raw));
/** Stored as it is given. */
const kept = {
  customerUid: "uid-1",
  description: "Two tickets",
  customer: { ...customer, id: "c-1", phone: "971567123456" },
  billingAddress: { ...address, address2: "Flat 2", state: "Dubai", zip: "0" },
  deliveryAddress: { ...address, country: "ARE" },
};
const linkOptions = {
  sendSms: true,
  sendEmail: true,
  expiresIn: 60,
  language: "ar",
  branchId: "1601731695315563241",
  allowedPaymentMethods: ["CARD", "TABBY"],
  defaultPaymentMethod: "CARD",
};
const whole = {
  orderId: "ORD-1",
  amount: "10.00",
  currency: "AED",
  items: [{ name: "Ticket", quantity: 2, linetotal: "10.00", sku: "T-1", unitprice: "5.00" }],
  totals: { subtotal: "10.00", tax: 0, shipping: 0, handling: 0, discount: 0 },
  ...kept,
  ...linkOptions,
};

/** The same value with null wherever something optional is not given. */
const nulled = {
  ...whole,
  customerUid: null,
  items: null,
  totals: null,
  deliveryAddress: null,
  customer: { ...whole.customer, id: null, phone: null },
  billingAddress: { ...whole.billingAddress, address2: null },
  sendSms: null,
  language: null,
  branchId: null,
};

describe("parseContentInput, a whole input", () => {
  it("gives every field in the form in which it is stored", () => {
    assert.deepEqual(parseContent(whole), {
      ok: true,
      value: {
        orderId: "ORD-1",
        content: {
          ...kept,
          amount: { minor: 1000, currency: "AED", exponent: 2 },
          items: [{ name: "Ticket", quantity: 2, lineTotalMinor: 1000, sku: "T-1", unitPriceMinor: 500 }],
          totals: {
            subtotalMinor: 1000,
            taxMinor: 0,
            shippingMinor: 0,
            handlingMinor: 0,
            discountMinor: 0,
            skipTotalsValidation: undefined,
          },
          linkOptions,
        },
      },
    });
  });

  it("takes null for absent, at every depth", () => {
    const parsed = parseContent(nulled);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { customerUid, items, totals, customer, linkOptions } = parsed.value.content;
    assert.equal(customerUid, null);
    for (const absent of [items, totals, customer?.phone, customer?.id]) assert.equal(absent, undefined);
    assert.deepEqual([linkOptions.sendSms, linkOptions.branchId], [false, undefined]);
  });

  it("names everything that is missing, at once", () => {
    const parsed = parseContent({});
    assert.ok(!parsed.ok);
    const required = ["orderId", "description", "amount", "currency"];
    const problems = required.map((path) => ({ path, message: "is required" }));
    assert.deepEqual(parsed.problems, problems);
  });

  it("names everything that is wrong, at once", () => {
    const wrong = {
      ...whole,
      orderId: "a\nb",
      amount: "1.234",
      expiresIn: 5,
      language: "english",
      customer: { ...whole.customer, phone: "x", email: "y" },
      billingAddress: { ...whole.billingAddress, country: "XX" },
      foo: 1,
    };
    const parsed = parseContent(wrong);
    assert.ok(!parsed.ok);
    const within = ["billingAddress.country", "customer.email", "customer.phone"];
    const paths = ["amount", ...within, "expiresIn", "foo", "language", "orderId"];
    assert.deepEqual(parsed.problems.map(({ path }) => path).toSorted(), paths);
  });

  for (const [name, raw] of [
    ["null", null],
    ["nothing", undefined],
    ["a number", 1],
    ["a text", "x"],
    ["true", true],
    ["an empty list", []],
    ["a list of it", [whole]],
    ["a map", new Map(Object.entries(whole))],
    ["a function", () => whole],
  ] as const) {
    it(`refuses ${name} in its place`, () => {
      for (const parsed of [parseContent(raw), parseOrderInput(raw)]) {
        assert.ok(!parsed.ok && parsed.problems.length > 0);
      }
    });
  }
});

describe("parseOrderInput", () => {
  it("takes an order id and how to send the link", () => {
    const value = { orderId: "ORD-1", sendSms: true, sendEmail: false };
    assert.deepEqual(parseOrderInput(value), { ok: true, value });
    assert.deepEqual(parseOrderInput({ orderId: "ORD-1", sendSms: null }), {
      ok: true,
      value: { orderId: "ORD-1" },
    });
  });
  for (const [fields, path] of [
    ['"orderId":"ORD-1","amount":1', "amount"],
    ['"orderId":"ORD-1","customerUid":"x"', "customerUid"],
    ['"orderId":"ORD-1","__proto__":{}', "__proto__"],
    ['"orderId":"ORD-1","sendSms":"yes"', "sendSms"],
    ['"orderId":"a "', "orderId"],
    ['"orderId":null', "orderId"],
  ] as const) {
    it(`refuses {${fields}}`, () => {
      const parsed = parseOrderInput(JSON.parse(`{${fields}}`));
      assert.ok(!parsed.ok);
      assert.deepEqual(pluck(parsed.problems, "path"), [path]);
    });
  }
});

/** Whatever a client may send as JSON. */
const anything = fc.anything({ withNullPrototype: true, maxDepth: 3 });
const hostile = fc.constantFrom<unknown>(
  { toString: 1, valueOf: 2 },
  { toString: null },
  "Infinity",
  Number.POSITIVE_INFINITY,
  Number.NaN,
  "1e999",
  -0,
  "",
  "\ud800",
  [],
  [[]],
  {},
  JSON.parse('{"__proto__":{"length":1}}'),
  { length: -1 },
  "x".repeat(5000),
);
const some = fc.oneof(
  { weight: 1, arbitrary: anything },
  { weight: 2, arbitrary: hostile },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(1, "10.00", true, "AED", "abc") },
);
const line = fc.record(
  { name: some, quantity: some, linetotal: some, sku: some, unitprice: some },
  { requiredKeys: [] },
);
const shaped = fc.record(
  {
    ...Object.fromEntries(Object.keys(whole).map((key) => [key, some])),
    currency: fc.oneof(fc.constant("AED"), some),
    items: fc.oneof(fc.array(line), some),
    totals: fc.oneof(
      fc.record({ subtotal: some, tax: some, discount: some, skipTotalsValidation: some }),
      some,
    ),
    billingAddress: fc.oneof(fc.record({ name: some, email: some, phone: some, country: some }), some),
  },
  { requiredKeys: ["currency"] },
);
/** A whole input of which one field is replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...Object.keys(whole)), fc.oneof(some, fc.array(line)))
  .map(([key, value]) => ({ ...whole, [key]: value }));

describe("the parsers, for an input of any shape", () => {
  for (const [name, inputs] of [
    ["anything at all", anything],
    ["the right fields with anything in them", shaped],
    ["a good input with one field replaced", damaged],
  ] as const) {
    it(`do not throw at ${name}, and say where a refused one is wrong`, () => {
      const property = fc.property(inputs, (raw) => {
        for (const parsed of [parseContent(raw), parseOrderInput(raw)]) {
          if (parsed.ok) continue;
          assert.ok(parsed.problems.length > 0);
          for (const { path, message } of parsed.problems) {
            assert.equal(typeof path, "string");
            assert.ok(message.length > 0);
          }
        }
      });
      prove("parsers: inputs of any shape", property, budget.inputShapes);
    });
  }

  it("do not throw at an input nested as deeply as its sender likes", () => {
    let raw: unknown = 1;
    for (let depth = 0; depth < 50_000; depth += 1) raw = { items: [raw] };
    assert.equal(parseContent(raw).ok, false);
    assert.equal(parseOrderInput(raw).ok, false);
  });

  it("give nothing that a stored order could not be read with", () => {
    const names = fc.string({ minLength: 1, maxLength: 220, size: "max" });
    const good = fc.record({
      name: names,
      description: names,
      first: names,
      last: names,
      quantity: fc.integer({ min: 1, max: 9 }),
    });
    let accepted = 0;
    const property = fc.property(
      good,
      fc.boolean(),
      ({ name, description, first, last, quantity }, named) => {
        const raw = {
          ...whole,
          description,
          items: [{ name, quantity, linetotal: quantity, unitprice: "1.00" }],
          amount: quantity,
          totals: undefined,
          customer: named ? { ...whole.customer, firstName: first, lastName: last } : undefined,
          billingAddress: {
            ...whole.billingAddress,
            name: `${first} ${last}`,
            email: "sara@example.com",
            phone: "971567123456",
          },
        };
        const parsed = parseContent(raw);
        if (!parsed.ok) return;
        accepted += 1;
        const stored = JSON.parse(JSON.stringify(parsed.value.content));
        const read = contentSchema.safeParse(stored);
        assert.ok(read.success, JSON.stringify(read.error?.issues));
        assert.deepEqual(JSON.parse(JSON.stringify(read.data)), stored);
      },
    );
    prove("parsers: inputs that are taken", property, budget.takenInputs);
    assert.ok(accepted > budget.takenInputs / 20, `${accepted} accepted`);
  });
});

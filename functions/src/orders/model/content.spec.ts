import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import { address, content, customer } from "../../../test/fixtures/orders.js";
import { documentIdOf, orderIdOf, orderIdSchema } from "../../shared/order-id.js";
import {
  addressSchema,
  contentSchema,
  countrySchema,
  customerSchema,
  isSameContent,
  itemSchema,
  line,
  linkOptionsSchema,
  type OrderContent,
  readContent,
} from "./content.js";
import { toStored } from "./stored-content.js";

const { customerUid: _, ...anonymous } = content;

describe("orderIdSchema", () => {
  const plain = ["A", "ORD-1234", "2026.03.01:7", "a_b", "x@y", "a+b=c~d", "a".repeat(100), "constructor"];
  const odd = ["a..b", "#1001", "Order 7 of 9", "a?b&c=d", "...", "__x", "_a"];
  const escaped: [id: string, documentId: string][] = [
    ["2024/123", "2024%2F123"],
    ["2024%2F123", "2024%252F123"],
    ["100%", "100%25"],
    [".", "%2E"],
    ["..", "%2E%2E"],
    ["__x__", "%5F%5Fx__"],
    ["__proto__", "%5F%5Fproto__"],
    ["____", "%5F%5F__"],
  ];
  for (const [id, documentId] of [...[...plain, ...odd].map((id) => [id, id] as const), ...escaped]) {
    it(`takes ${id.slice(0, 20)}, keeps its order at orders/${documentId.slice(0, 20)}, and finds its id there`, () => {
      assert.equal(orderIdSchema.parse(id), id);
      assert.equal(documentIdOf(id), documentId);
      assert.equal(orderIdOf(documentId), id);
    });
  }
  const blank = ["", " ", " a", "a ", "a\tb", "a\n", "\na"];
  const noAscii = ["ä", "a\u0000", "🧾", "١"];
  const tooLong = ["a".repeat(101), "a".repeat(10_000)];
  for (const id of [...blank, ...noAscii, ...tooLong, 7, null, undefined, {}]) {
    it(`refuses ${JSON.stringify(id)?.slice(0, 20)}`, () =>
      assert.equal(orderIdSchema.safeParse(id).success, false));
  }
  it("says what it may be", () => {
    const { error } = orderIdSchema.safeParse(" a");
    assert.match(error?.message ?? "", /must be 1 to 100 letters, digits, signs .* no blank at either end/);
  });
});

describe("countrySchema", () => {
  for (const code of ["AE", "ARE", "SA", "GBR", "ae", "Ae", "are"]) {
    it(`takes ${code}, and stores it in capitals`, () =>
      assert.equal(countrySchema.parse(code), code.toUpperCase()));
  }
  for (const code of ["", "\u00df", "ZZ", "ZZZ", "784", "UAE", "U", "ARAB", "AE ", "constructor"]) {
    it(`refuses ${JSON.stringify(code)}`, () => assert.equal(countrySchema.safeParse(code).success, false));
  }
});

describe("line", () => {
  it("is trimmed", () => assert.equal(line(5).parse("  hello  "), "hello"));
  for (const text of ["", "   ", "a\u0000b", "a\nb", "a\u0085b", "123456"]) {
    it(`refuses ${JSON.stringify(text)} of at most 5`, () =>
      assert.equal(line(5).safeParse(text).success, false));
  }
  it("takes letters of any language", () => assert.equal(line(20).parse("شارع الشيخ"), "شارع الشيخ"));
});

describe("linkOptionsSchema", () => {
  const takes = (fields: object) => linkOptionsSchema.safeParse(fields).success;
  it("sends nothing unless it is asked to", () => {
    assert.deepEqual(linkOptionsSchema.parse({}), { sendSms: false, sendEmail: false });
  });
  it("lets a link live between 15 and 10080 whole minutes", () => {
    const lives = [14, 15, 10_080, 10_081, 15.5, Number.NaN, "60", -60];
    const taken = lives.filter((expiresIn) => takes({ expiresIn }));
    assert.deepEqual(taken, [15, 10_080]);
  });
  for (const language of ["en", "ar", "ara", "EN", "Ar", "ARA"]) {
    it(`takes the language ${language}, and stores it in small letters`, () =>
      assert.equal(linkOptionsSchema.parse({ language }).language, language.toLowerCase()));
  }
  for (const language of ["", "e", "en-GB", "engl", "e1"]) {
    it(`refuses the language ${JSON.stringify(language)}`, () => assert.equal(takes({ language }), false));
  }
  for (const branchId of ["1", "1601731695315563241", "9223372036854775807"]) {
    it(`takes the branch ${branchId} to the last digit`, () =>
      assert.equal(linkOptionsSchema.parse({ branchId }).branchId, branchId));
  }
  const noDigits = ["", "12a", "abc", " 1", "٣"];
  const noWholeNumber = ["-1", "1e5", "1.0", "9223372036854775808", "9".repeat(25)];
  for (const branchId of [...noDigits, ...noWholeNumber, 1601731695315563241n, 7]) {
    it(`refuses the branch ${String(branchId).slice(0, 25) || "of no digits"}`, () =>
      assert.equal(takes({ branchId }), false));
  }
  it("takes the vendor's payment methods only", () => {
    assert.ok(takes({ allowedPaymentMethods: ["CARD", "TABBY"], defaultPaymentMethod: "CARD" }));
    for (const allowedPaymentMethods of [[], ["CASH"], ["card"], Array(9).fill("CARD"), "CARD"])
      assert.equal(takes({ allowedPaymentMethods }), false);
  });
  it("refuses what it does not know", () => assert.equal(takes({ expires_in: 60 }), false));
});

describe("the parts of an order", () => {
  it("refuse what they do not know, and what is missing", () => {
    assert.ok(addressSchema.safeParse(address).success);
    assert.equal(addressSchema.safeParse({ ...address, street: "x" }).success, false);
    assert.equal(addressSchema.safeParse({ ...address, city: undefined }).success, false);
    assert.ok(customerSchema.safeParse(customer).success);
    assert.equal(customerSchema.safeParse({ ...customer, age: 3 }).success, false);
    const item = { name: "Ticket", quantity: 0.5, lineTotalMinor: 0 };
    assert.ok(itemSchema.safeParse(item).success);
    assert.ok(itemSchema.safeParse({ ...item, lineTotalMinor: -250, unitPriceMinor: -500 }).success);
    for (const quantity of [0, -1, 1e10, Number.POSITIVE_INFINITY, "2"])
      assert.equal(itemSchema.safeParse({ ...item, quantity }).success, false, String(quantity));
    for (const fault of [{ lineTotalMinor: 0.5 }, { price: 1 }])
      assert.equal(itemSchema.safeParse({ ...item, ...fault }).success, false, JSON.stringify(fault));
  });
});

describe("readContent", () => {
  const item = { name: "Ticket", quantity: 1, lineTotalMinor: 1000 };
  const { amount } = anonymous;
  const read = (fields: object) => readContent(toStored({ ...anonymous, linkOptions: {}, ...fields }));

  for (const [what, given, meant] of [
    ["an empty phone", { customer: { ...customer, phone: "" } }, { customer }],
    [
      "the empty parts of an address",
      { billingAddress: { ...address, address2: "", state: "", zip: " " } },
      { billingAddress: address },
    ],
    ["no items", { items: [] }, {}],
    ["totals that are null", { totals: null }, {}],
    ["an empty uid", { customerUid: "" }, {}],
    ["no payment methods", { linkOptions: { allowedPaymentMethods: [], language: null } }, {}],
    ["an empty language", { linkOptions: { language: "" } }, {}],
    ["a currency in small letters", { amount: { ...amount, currency: "aed" } }, {}],
    [
      "a country in small letters",
      { deliveryAddress: { ...address, country: "ae" } },
      { deliveryAddress: address },
    ],
    ["a line break in the description", { description: "Two\ntickets" }, {}],
    ["line breaks of Windows in the description", { description: "Two\r\ntickets" }, {}],
    ["an empty article number", { items: [{ ...item, sku: "" }] }, { items: [item] }],
  ] as const) {
    it(`reads ${what} of a backend's as if it were not there, or in its usual form`, () => {
      const expected = read(meant);
      assert.ok(expected.ok);
      assert.deepEqual(read(given), expected);
    });
  }

  const unknown = "is not a known field";
  const elsewhere = new URL("http://localhost/");
  for (const [what, given, path, message] of [
    ["a number for a phone", { customer: { ...customer, phone: 5 } }, "customer.phone", "must be text"],
    ["a phone that is a list", { customer: { ...customer, phone: [] } }, "customer.phone", "must be text"],
    ["a field of the shop's own", { customer: { ...customer, tier: "gold" } }, "customer.tier", unknown],
    [
      "what leads out of the document",
      { customer: { ...customer, ref: elsewhere } },
      "customer.ref",
      unknown,
    ],
    [
      "a missing city",
      { billingAddress: { ...address, city: "" } },
      "billingAddress.city",
      "must not be empty",
    ],
    ["a missing description", { description: null }, "description", "is required"],
    ["half a fils", { amount: { ...amount, minor: 0.5 } }, "amount.minor", "must be a whole number"],
    ["a field of the shop's own in the amount", { amount: { ...amount, tip: 1 } }, "amount.tip", unknown],
    ["items that are a text", { items: "two" }, "items", "must be a list"],
  ] as const) {
    it(`reports ${what} in words, at its own path`, () => {
      const parsed = read(given);
      assert.ok(!parsed.ok);
      assert.deepEqual(parsed.problems, [{ path, message }]);
    });
  }
});

const contents: fc.Arbitrary<OrderContent> = fc.record(
  {
    customerUid: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    description: fc.string({ minLength: 1 }),
    amount: fc.record({ minor: fc.nat(), currency: fc.constantFrom("AED", "USD"), exponent: fc.constant(2) }),
    items: fc.array(fc.record({ name: fc.string(), quantity: fc.nat(), lineTotalMinor: fc.nat() }), {
      minLength: 1,
    }),
    linkOptions: fc.record({ sendSms: fc.boolean(), sendEmail: fc.boolean(), expiresIn: fc.nat() }),
  },
  { requiredKeys: ["description", "amount", "linkOptions"] },
);

/** The same value with the fields of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

/** A content as it is after it was stored: absent and undefined are the same. */
const stored = (content: OrderContent): unknown =>
  JSON.parse(JSON.stringify({ ...content, customerUid: content.customerUid ?? null }));

describe("isSameContent", () => {
  it("holds for equal content, in any order of its fields", () => {
    const property = fc.property(contents, (content) => {
      assert.ok(isSameContent(turned(content) as OrderContent, content));
    });
    prove("values: content of orders", property, budget.values);
  });

  it("does not hold for other content", () => {
    const property = fc.property(contents, contents, (one, other) => {
      if (isDeepStrictEqual(stored(one), stored(other))) return;
      assert.ok(!isSameContent(one, other));
    });
    prove("values: content of orders", property, budget.values);
  });

  const items = [
    { name: "a", quantity: 1, lineTotalMinor: 400 },
    { name: "b", quantity: 1, lineTotalMinor: 600 },
  ];
  const whole: OrderContent = { ...anonymous, items };
  it("takes an absent field and an undefined one for the same", () => {
    const same = { ...whole, customerUid: null, totals: undefined, customer: undefined };
    assert.ok(isSameContent(same, whole));
  });
  it("survives being stored and read again", () => {
    assert.ok(isSameContent(contentSchema.parse(stored(whole)), whole));
  });
  it("does not look at fields that are not content", () => {
    const order = { ...whole, status: "PAID", orderId: "x", merchantNote: "y" };
    assert.ok(isSameContent(order, whole));
  });
  const others: [string, Partial<OrderContent>][] = [
    ["customer", { customerUid: "uid" }],
    ["description", { description: "Three tickets" }],
    ["amount", { amount: { minor: 1001, currency: "AED", exponent: 2 } }],
    ["currency", { amount: { minor: 1000, currency: "USD", exponent: 2 } }],
    ["order of lines", { items: items.toReversed() }],
    ["totals", { totals: { subtotalMinor: 1000, taxMinor: 0 } }],
    ["way of sending", { linkOptions: { sendSms: true, sendEmail: false } }],
  ];
  for (const [name, fields] of others) {
    it(`differs for another ${name}`, () => assert.ok(!isSameContent({ ...whole, ...fields }, whole)));
  }
});

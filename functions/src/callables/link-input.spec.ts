import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { contentSchema } from "../orders/model/content.js";
import { parseContentInput } from "./link-input.js";

const input = (fields: object = {}): object => ({
  orderId: "ORD-1",
  description: "Two tickets",
  amount: "10.00",
  currency: "AED",
  ...fields,
});
const address = { name: "Sara Ali", address1: "1 Palm Street", city: "Dubai", country: "AE" };
const customer = { firstName: "Sara", lastName: "Ali", email: "sara@example.com" };
const parse = (fields: object = {}) => parseContentInput(input(fields), () => 10_000_000);

function contentOf(fields: object = {}) {
  const parsed = parse(fields);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value.content;
}

/** Where the problems are, each place once and sorted; each problem has to say something. */
function pathsOf(fields: object): string[] {
  const parsed = parse(fields);
  assert.ok(!parsed.ok, "was accepted");
  for (const { message } of parsed.problems) assert.ok(message.length > 5);
  return [...new Set(parsed.problems.map(({ path }) => path))].toSorted();
}

const refuses = (name: string, fields: object, paths: string[]): void => {
  it(`refuses ${name}`, () => assert.deepEqual(pathsOf(fields), paths.toSorted()));
};

describe("parseContentInput, amounts", () => {
  for (const [amount, currency, minor, exponent] of [
    ["10.00", "AED", 1000, 2],
    [12.34, "AED", 1234, 2],
    ["500", "JPY", 500, 0],
    ["0.005", "KWD", 5, 3],
    ["1.2345", "CLF", 12_345, 4],
    ["100000.00", "AED", 10_000_000, 2],
  ] as const) {
    it(`takes ${amount} ${currency} exactly`, () =>
      assert.deepEqual(contentOf({ amount, currency }).amount, { minor, currency, exponent }));
  }
  for (const [amount, currency] of [
    ["1.234", "AED"],
    [0.1 + 0.2, "AED"],
    ["1.5", "JPY"],
    ["0.0005", "KWD"],
    ["1.23456", "CLF"],
    ["0", "AED"],
    ["-0.00", "AED"],
    ["-1.00", "AED"],
    ["100000.01", "AED"],
    ["1e3", "AED"],
    ["1,000.00", "AED"],
    ["", "AED"],
    ["9".repeat(10_000), "AED"],
    [Number.MAX_VALUE, "AED"],
  ] as const) {
    refuses(`${String(amount).slice(0, 30) || "no text"} ${currency}`, { amount, currency }, ["amount"]);
  }
  for (const currency of ["aed", "Aed"]) {
    it(`takes the currency ${currency}, and stores it in capitals`, () =>
      assert.deepEqual(contentOf({ currency }).amount, { minor: 1000, currency: "AED", exponent: 2 }));
  }
  for (const currency of ["AEDX", "XYZ", "\u00dfp", "", "constructor", "__proto__"]) {
    refuses(`the currency ${JSON.stringify(currency)}`, { currency }, ["currency"]);
  }
  refuses("an amount that is no number", { amount: {} }, ["amount"]);
  refuses("a number that is none", { amount: Number.NaN }, ["amount"]);
});

describe("parseContentInput, sums", () => {
  const items = [{ name: "Ticket", quantity: 2, linetotal: "10.00", unitprice: 5 }];
  it("takes lines that make the amount", () => {
    assert.deepEqual(contentOf({ items }).items, [
      { name: "Ticket", quantity: 2, lineTotalMinor: 1000, unitPriceMinor: 500 },
    ]);
  });
  refuses("lines that do not", { items: [{ ...items[0], linetotal: "9.00", unitprice: "4.50" }] }, [
    "amount",
  ]);
  refuses("a line that is not its quantity times its price", { items: [{ ...items[0], unitprice: 6 }] }, [
    "items.0.linetotal",
  ]);
  refuses("totals that do not make the amount", { items, totals: { subtotal: 10, tax: "0.50" } }, ["amount"]);
  refuses("a subtotal that the lines do not make", { items, totals: { subtotal: 9, tax: 1 } }, [
    "totals.subtotal",
  ]);
  it("takes a line below zero for a discount", () => {
    const discount = { name: "Voucher", quantity: 1, linetotal: "-2.50", unitprice: "-2.50" };
    const content = contentOf({ items: [...items, discount], amount: "7.50" });
    assert.deepEqual(content.items?.[1]?.lineTotalMinor, -250);
  });
  for (const skipTotalsValidation of [true, false, undefined]) {
    it(`keeps skipTotalsValidation as given, for the vendor: ${skipTotalsValidation}`, () => {
      const totals = { subtotal: 10, tax: 0, skipTotalsValidation };
      assert.equal(contentOf({ items, totals }).totals?.skipTotalsValidation, skipTotalsValidation);
    });
  }
  it("takes any sums when the vendor's skip flag is set", () => {
    const totals = { subtotal: 9, tax: 7, skipTotalsValidation: true };
    assert.deepEqual(contentOf({ items, totals }).totals?.skipTotalsValidation, true);
  });
  refuses("a negative part", { totals: { subtotal: 11, tax: -1 } }, ["totals.tax"]);
  refuses("a part finer than the currency", { totals: { subtotal: "9.995", tax: "0.005" } }, [
    "totals.subtotal",
    "totals.tax",
  ]);
  refuses("totals without what the vendor needs", { totals: { shipping: 10 } }, [
    "totals.subtotal",
    "totals.tax",
  ]);
  for (const quantity of ["Infinity", "1e999", Number.POSITIVE_INFINITY]) {
    it(`refuses an endless quantity as ${typeof quantity} ${quantity}`, () => {
      const paths = pathsOf({ items: [{ ...items[0], quantity }] });
      assert.ok(paths.includes("items.0.quantity"), paths.join(", "));
    });
  }
  for (const part of ["name", "quantity", "linetotal", "sku", "unitprice"]) {
    it(`refuses an object that cannot become text as the ${part} of a line`, () => {
      const paths = pathsOf({ items: [{ ...items[0], [part]: { toString: 1, valueOf: 2 } }] });
      assert.ok(paths.includes(`items.0.${part}`), paths.join(", "));
    });
  }
  refuses("nothing in place of a line", { items: [null, "x"], amount: "x" }, [
    "amount",
    "items.0",
    "items.1",
  ]);
  for (const quantity of [0, -1, "2", 1e10]) {
    refuses(
      `a quantity of ${JSON.stringify(quantity)}`,
      { items: [{ name: "a", quantity, linetotal: 10 }] },
      ["items.0.quantity"],
    );
  }
});

describe("parseContentInput, who is written to", () => {
  const phone = "+971 56 712 3456";
  const email = "Sara@Example.com";
  for (const [name, fields] of [
    ["in customer", { customer: { ...customer, phone } }],
    ["in billingAddress", { customer, billingAddress: { ...address, phone } }],
    ["in billingAddress, with the e-mail", { billingAddress: { ...address, phone, email } }],
  ] as const) {
    it(`takes the phone ${name}`, () => {
      assert.deepEqual(contentOf({ ...fields, sendSms: true, sendEmail: true }).customer, {
        ...customer,
        phone: "971567123456",
      });
    });
  }
  it("takes the e-mail in billingAddress", () => {
    const { customer: given, billingAddress } = contentOf({
      sendEmail: true,
      billingAddress: { ...address, email },
    });
    assert.deepEqual(given, customer);
    assert.deepEqual(billingAddress, address);
  });
  it("prefers the customer's own phone and e-mail", () => {
    const billingAddress = { ...address, phone: "14155552671", email: "other@example.com" };
    const content = contentOf({ customer: { ...customer, phone }, billingAddress });
    assert.deepEqual(content.customer, { ...customer, phone: "971567123456" });
  });
  refuses("an SMS without a phone", { sendSms: true, customer }, ["sendSms"]);
  refuses("an e-mail without an address", { sendEmail: true }, ["sendEmail"]);
  refuses("both without either", { sendSms: true, sendEmail: true }, ["sendEmail", "sendSms"]);
  refuses("a malformed phone", { sendSms: true, customer: { ...customer, phone: "0567123456" } }, [
    "customer.phone",
  ]);
  refuses(
    "a malformed phone of the billing address",
    { customer, billingAddress: { ...address, phone: "x" } },
    ["billingAddress.phone"],
  );
  refuses("a malformed e-mail", { sendEmail: true, customer: { ...customer, email: "sara" } }, [
    "customer.email",
  ]);
  it("takes a phone without an e-mail", () => {
    const { email: _, ...reachable } = { ...customer, phone };
    const expected = { ...customer, phone: "971567123456" };
    const { email: __, ...withPhone } = expected;
    assert.deepEqual(contentOf({ customer: reachable, sendSms: true }).customer, withPhone);
    assert.deepEqual(contentOf({ billingAddress: { ...address, phone }, sendSms: true }).customer, withPhone);
  });
  refuses(
    "a customer without an e-mail or a phone anywhere",
    { customer: { ...customer, email: undefined } },
    ["customer.email"],
  );
  refuses(
    "an e-mail for somebody without a last name",
    { billingAddress: { ...address, name: "Sara", email } },
    ["billingAddress.name"],
  );
  refuses("a first name that nobody can see", { billingAddress: { ...address, name: "\u200d Ali", email } }, [
    "billingAddress.name",
  ]);
  it("gives names that a stored order can hold, however long the billing address's name is", () => {
    const long = parse({ billingAddress: { ...address, name: `${"x".repeat(150)} Ali`, email } });
    if (long.ok) assert.ok(contentSchema.safeParse(long.value.content).success, "can be stored but not read");
    else assert.deepEqual(pluck(long.problems, "path"), ["billingAddress.name"]);
  });
});

describe("parseContentInput, the other fields", () => {
  for (const orderId of ["", " a", "a\n", "ä", "x".repeat(10_000), 7, {}]) {
    refuses(`the order id ${JSON.stringify(orderId).slice(0, 20)}`, { orderId }, ["orderId"]);
  }
  for (const expiresIn of [14, 10_081, 60.5, "60"])
    refuses(`expiresIn ${expiresIn}`, { expiresIn }, ["expiresIn"]);
  for (const language of ["english", 7]) refuses(`language ${language}`, { language }, ["language"]);
  for (const language of ["EN", "en", "En"]) {
    it(`takes the language ${language}, and stores it in small letters`, () =>
      assert.equal(contentOf({ language }).linkOptions.language, "en"));
  }
  it("takes a country in small letters, and stores it in capitals", () => {
    assert.equal(
      contentOf({ deliveryAddress: { ...address, country: "ae" } }).deliveryAddress?.country,
      "AE",
    );
  });
  for (const [what, given, meant] of [
    ["no payment methods", { allowedPaymentMethods: [] }, {}],
    ["no items", { items: [] }, {}],
    ["an empty language", { language: "" }, {}],
    ["an empty uid of the customer", { customerUid: "" }, {}],
    ["an empty phone", { customer: { ...customer, phone: "" } }, { customer }],
    ["a phone that is null", { customer: { ...customer, phone: null } }, { customer }],
    [
      "an address whose state and postcode are empty, as a shop's checkout form sends it",
      { deliveryAddress: { ...address, address2: "", state: " ", zip: "" } },
      { deliveryAddress: address },
    ],
  ] as const) {
    it(`takes ${what} as not given`, () => assert.deepEqual(contentOf(given), contentOf(meant)));
  }
  for (const description of ["Two\ntickets", "Two\r\ntickets", "\nTwo\u2028tickets\n"]) {
    it(`makes the line breaks of the description ${JSON.stringify(description)} blanks`, () =>
      assert.equal(contentOf({ description }).description, "Two tickets"));
  }
  for (const country of ["XX", "United Arab Emirates", ""]) {
    refuses(`country ${JSON.stringify(country)}`, { deliveryAddress: { ...address, country } }, [
      "deliveryAddress.country",
    ]);
  }
  it("takes a branch id beyond 2^53 as text, to the last digit", () => {
    assert.equal(contentOf({ branchId: "1601731695315563241" }).linkOptions.branchId, "1601731695315563241");
  });
  it("takes a branch id that a number can hold", () =>
    assert.equal(contentOf({ branchId: 42 }).linkOptions.branchId, "42"));
  it("refuses a branch id that a number has rounded, and says what to do", () => {
    const parsed = parse({ branchId: Number("1601731695315563241") });
    assert.ok(!parsed.ok);
    assert.deepEqual(pluck(parsed.problems, "path"), ["branchId"]);
    assert.match(parsed.problems[0]?.message ?? "", /must be a string/);
  });
  for (const branchId of ["abc", "1e5", "-1", "9223372036854775808", 1.5, -1, true]) {
    it(`refuses the branch ${JSON.stringify(branchId)}`, () =>
      assert.deepEqual(pathsOf({ branchId }), ["branchId"]));
  }
  refuses("what it does not know, by name", { foo: 1, customer: { ...customer, vip: true } }, [
    "customer.vip",
    "foo",
  ]);
  refuses(
    "keys that every object has",
    JSON.parse(
      '{"__proto__":{"a":1},"constructor":1,"customer":{"__proto__":1,"firstName":"a","lastName":"b","email":"a@b.co"}}',
    ),
    ["__proto__", "constructor", "customer.__proto__"],
  );
});

import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { address, customer } from "../../test/fixtures/orders.js";
import { contentSchema } from "../orders/model/content.js";
import { dropNotGiven } from "../orders/model/parse-by-schema.js";
import { parseContentInput } from "./link-input.js";

const input = (fields: object = {}): object => ({
  orderId: "ORD-1",
  description: "Two tickets",
  amount: "10.00",
  currency: "AED",
  ...fields,
});
const parse = (fields: object = {}) => parseContentInput(dropNotGiven(input(fields)), () => 10_000_000);

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

/** @param paths where it is wrong, each after a blank */
const refuses = (name: string, fields: object, paths: string): void => {
  it(`refuses ${name}`, () => assert.equal(pathsOf(fields).join(" "), paths));
};

describe("parseContentInput, amounts", () => {
  for (const [amount, currency, minor, exponent] of [
    [12.34, "AED", 1234, 2],
    ["500", "JPY", 500, 0],
    ["100000.00", "AED", 10_000_000, 2],
  ] as const) {
    it(`takes ${amount} ${currency} exactly`, () =>
      assert.deepEqual(contentOf({ amount, currency }).amount, { minor, currency, exponent }));
  }
  for (const amount of ["1.234", "-1.00", "100000.01", "", Number.NaN, {}]) {
    refuses(`the amount ${JSON.stringify(amount)}`, { amount }, "amount");
  }
  for (const currency of ["aed", "Aed"]) {
    it(`takes the currency ${currency}, and stores it in capitals`, () =>
      assert.deepEqual(contentOf({ currency }).amount, { minor: 1000, currency: "AED", exponent: 2 }));
  }
  for (const currency of ["AEDX", "XYZ", "\u00dfp", "", "constructor", "__proto__"]) {
    refuses(`the currency ${JSON.stringify(currency)}`, { currency }, "currency");
  }
});

describe("parseContentInput, sums", () => {
  const items = [{ name: "Ticket", quantity: 2, linetotal: "10.00", unitprice: 5 }];
  refuses(
    "a line that is not its quantity times its price",
    { items: [{ ...items[0], unitprice: 6 }] },
    "items.0.linetotal",
  );
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
  refuses("a negative part", { totals: { subtotal: 11, tax: -1 } }, "totals.tax");
  refuses(
    "a part finer than the currency",
    { totals: { subtotal: "9.995", tax: "0.005" } },
    "totals.subtotal totals.tax",
  );
  refuses("totals without what the vendor needs", { totals: { shipping: 10 } }, "totals.subtotal totals.tax");
  refuses("a quantity in text", { items: [{ name: "a", quantity: "2", linetotal: 10 }] }, "items.0.quantity");
  refuses("nothing in place of a line", { items: [null, "x"], amount: "x" }, "amount items.0 items.1");
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
  refuses("an SMS to an empty phone", { sendSms: true, customer: { ...customer, phone: "" } }, "sendSms");
  refuses("to write without a phone or an e-mail", { sendSms: true, sendEmail: true }, "sendEmail sendSms");
  refuses(
    "a malformed phone of the billing address",
    { customer, billingAddress: { ...address, phone: "x" } },
    "billingAddress.phone",
  );
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
    "customer.email",
  );
  refuses(
    "an e-mail for somebody without a last name",
    { billingAddress: { ...address, name: "Sara", email } },
    "billingAddress.name",
  );
  refuses(
    "a first name that nobody can see",
    { billingAddress: { ...address, name: "\u200d Ali", email } },
    "billingAddress.name",
  );
  it("gives names that a stored order can hold, however long the billing address's name is", () => {
    const long = parse({ billingAddress: { ...address, name: `${"x".repeat(150)} Ali`, email } });
    if (long.ok) assert.ok(contentSchema.safeParse(long.value.content).success, "can be stored but not read");
    else assert.deepEqual(pluck(long.problems, "path"), ["billingAddress.name"]);
  });
});

describe("parseContentInput, the other fields", () => {
  it("takes what a shop's checkout form sends empty as not given", () => {
    const deliveryAddress = { ...address, address2: "", state: " ", zip: "" };
    assert.deepEqual(
      contentOf({ customer: { ...customer, phone: "" }, items: [], language: "", deliveryAddress }),
      contentOf({ customer, deliveryAddress: address }),
    );
  });
  it("makes the line breaks of the description blanks", () =>
    assert.equal(contentOf({ description: "\nTwo\u2028tickets\n" }).description, "Two tickets"));
  it("takes a branch id that a number can hold", () =>
    assert.equal(contentOf({ branchId: 42 }).linkOptions.branchId, "42"));
  it("refuses a branch id that a number has rounded, and says what to do", () => {
    const parsed = parse({ branchId: Number("1601731695315563241") });
    assert.ok(!parsed.ok);
    assert.deepEqual(pluck(parsed.problems, "path"), ["branchId"]);
    assert.match(parsed.problems[0]?.message ?? "", /must be a string/);
  });
  for (const branchId of ["9223372036854775808", 1.5, -1, true]) {
    it(`refuses the branch ${JSON.stringify(branchId)}`, () =>
      assert.deepEqual(pathsOf({ branchId }), ["branchId"]));
  }
  refuses(
    "what it does not know, by name",
    { foo: 1, customer: { ...customer, vip: true } },
    "customer.vip foo",
  );
  refuses(
    "keys that every object has",
    JSON.parse(
      '{"__proto__":{"a":1},"constructor":1,"customer":{"__proto__":1,"firstName":"a","lastName":"b","email":"a@b.co"}}',
    ),
    "__proto__ constructor customer.__proto__",
  );
});

import assert from "node:assert/strict";
import { orderIdSchema } from "../../../functions/src/shared/order-id.js";
import { emptyValues, findProblems, type LinkFormValues, shownPath, toContentInput } from "./link-form.js";

const filled = (some: Partial<LinkFormValues> = {}): LinkFormValues => ({
  ...emptyValues("A-1", "AED"),
  description: "Tea",
  amount: "12.50",
  ...some,
});
const customer = { firstName: "Cleo", lastName: "Customer", email: "", phone: "" };
const noTotals = { tax: "", shipping: "", handling: "", discount: "" };

describe("the form for a new link", () => {
  it("gives the functions the least that they need", () => {
    const least = { orderId: "A-1", description: "Tea", amount: "12.50", currency: "AED" };
    assert.deepEqual(toContentInput(filled()), least);
  });

  it("gives lines with their sums, and the sum as the amount", () => {
    const items = [{ key: "a", name: "Cup ", quantity: "٢", unitprice: "5" }];
    const input = toContentInput(filled({ items, totals: { ...noTotals, tax: "0.50" } }));
    assert.equal(input.amount, "10.50");
    assert.deepEqual(input.items, [{ name: "Cup", quantity: 2, unitprice: "5", linetotal: "10.00" }]);
    assert.deepEqual(input.totals, { subtotal: "10.00", tax: "0.50" });
  });

  it("does not look at totals without lines, which are not shown", () => {
    assert.deepEqual(findProblems(filled({ totals: { ...noTotals, tax: "5%" } })), {});
  });

  it("finds what is missing or no amount", () => {
    assert.deepEqual(findProblems(filled()), {});
    const missing = filled({ description: " ", amount: "" });
    assert.deepEqual(findProblems(missing), { description: "required", amount: "required" });
    assert.deepEqual(findProblems(filled({ amount: "1.005" })), { amount: "tooManyDecimals" });
    assert.deepEqual(findProblems(filled({ amount: "0" })), { amount: "amount" });
    assert.deepEqual(findProblems(filled({ amount: "1.5", currency: "JPY" })), { amount: "tooManyDecimals" });
  });

  it("refuses what the functions would refuse, beside the same field", () => {
    for (const text of ["12.", "1e3", ".5", "1,5"])
      assert.deepEqual(findProblems(filled({ amount: text })), { amount: "amount" }, text);
    const item = { key: "a", name: "Cup", quantity: "1", unitprice: "5" };
    const totals = { tax: "-1", shipping: "1.0055", handling: "1e3", discount: "-0.00" };
    const wrong = { ...item, quantity: "1e3", unitprice: "5.005" };
    const items = [item, wrong, { ...item, quantity: "1.0000005" }];
    assert.deepEqual(findProblems(filled({ items, totals })), {
      "items.1.quantity": "quantity",
      "items.1.unitprice": "tooManyDecimals",
      "items.2.quantity": "quantity",
      "totals.tax": "negative",
      "totals.shipping": "tooManyDecimals",
      "totals.handling": "amount",
    });
    for (const taken of [{ quantity: "1.0005" }, { name: "Less", unitprice: "-1.00" }])
      assert.deepEqual(findProblems(filled({ items: [item, { ...item, ...taken }] })), {});
  });

  it("takes the order ids that the functions take", () => {
    const ids = ["#1001", "2024/123", " a b ", "~".repeat(100), "طلب", "a\nb", "ä", "x".repeat(101)];
    for (const orderId of ids)
      assert.equal(
        findProblems(filled({ orderId })).orderId,
        orderIdSchema.safeParse(orderId.trim()).success ? undefined : "orderId",
        orderId,
      );
  });

  it("wants a name with a contact, and the contact that the link is sent to", () => {
    assert.deepEqual(findProblems(filled({ customer })), { "customer.email": "contact" });
    assert.deepEqual(findProblems(filled({ customer: { ...customer, phone: "+971501234567" } })), {});
    assert.deepEqual(findProblems(filled({ sendSms: true })), {
      "customer.firstName": "name",
      "customer.lastName": "name",
      "customer.phone": "contact",
    });
  });

  const address = { ...emptyValues("A-1", "AED").deliveryAddress, name: "Cleo Customer" };
  const whole = { ...address, address1: "Street 1", city: "Dubai", country: "AE" };

  it("wants all of an address that is begun, and gives none that is not", () => {
    assert.deepEqual(findProblems(filled({ deliveryAddress: address })), {
      "deliveryAddress.address1": "required",
      "deliveryAddress.city": "required",
      "deliveryAddress.country": "required",
    });
    assert.deepEqual(findProblems(filled({ deliveryAddress: whole })), {});
    const { deliveryAddress, billingAddress } = toContentInput(filled({ deliveryAddress: whole }));
    assert.deepEqual([deliveryAddress, billingAddress], [whole, undefined]);
  });

  it("takes the contact of the billing address for the customer's", () => {
    const billingAddress = { ...whole, email: "", phone: "+971501234567" };
    assert.deepEqual(findProblems(filled({ customer, billingAddress })), {});
    assert.deepEqual(findProblems(filled({ sendSms: true, billingAddress })), {});
    const mailed = filled({ sendEmail: true, billingAddress });
    assert.deepEqual(findProblems(mailed), { "customer.email": "contact" });
  });

  it("knows beside which field a problem is shown", () => {
    assert.equal(shownPath("items.3.linetotal"), "items.3.unitprice");
    assert.equal(shownPath("allowedPaymentMethods.0"), "allowedPaymentMethods");
    for (const own of ["customer.email", "billingAddress.city", "billingAddress.email"])
      assert.equal(shownPath(own), own);
    assert.equal(shownPath("deliveryAddress.email"), null);
    assert.equal(shownPath(""), null);
  });
});

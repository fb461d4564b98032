import assert from "node:assert/strict";
import { emptyValues, findProblems, type LinkFormValues, shownPath, toContentInput } from "./link-form.js";

const filled = (some: Partial<LinkFormValues> = {}): LinkFormValues => ({
  ...emptyValues("A-1", "AED"),
  description: "Tea",
  amount: "12.50",
  ...some,
});
const customer = { firstName: "Cleo", lastName: "Customer", email: "", phone: "" };

describe("the form for a new link", () => {
  it("gives the functions the least that they need", () => {
    assert.deepEqual(toContentInput(filled()), {
      orderId: "A-1",
      description: "Tea",
      amount: "12.50",
      currency: "AED",
    });
  });

  it("gives lines with their sums, and the sum as the amount", () => {
    const items = [{ key: "a", name: "Cup ", quantity: "٢", unitprice: "5" }];
    const {
      amount,
      items: lines,
      totals,
    } = toContentInput(filled({ items, totals: { tax: "0.50", shipping: "", discount: "" } }));
    assert.equal(amount, "10.50");
    assert.deepEqual(lines, [{ name: "Cup", quantity: 2, unitprice: "5", linetotal: "10.00" }]);
    assert.deepEqual(totals, { subtotal: "10.00", tax: "0.50" });
  });

  it("finds what is missing or no amount", () => {
    assert.deepEqual(findProblems(filled()), {});
    assert.deepEqual(findProblems(filled({ description: " ", amount: "" })), {
      description: "required",
      amount: "required",
    });
    assert.deepEqual(findProblems(filled({ amount: "1.005" })), { amount: "tooManyDecimals" });
    assert.deepEqual(findProblems(filled({ amount: "0" })), { amount: "amount" });
    assert.deepEqual(findProblems(filled({ amount: "1.5", currency: "JPY" })), { amount: "tooManyDecimals" });
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

  it("knows beside which field a problem is shown", () => {
    assert.equal(shownPath("items.3.linetotal"), "items.3.unitprice");
    assert.equal(shownPath("allowedPaymentMethods.0"), "allowedPaymentMethods");
    assert.equal(shownPath("customer.email"), "customer.email");
    assert.equal(shownPath("billingAddress.city"), null);
    assert.equal(shownPath(""), null);
  });
});

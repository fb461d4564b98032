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
    } = toContentInput(filled({ items, totals: { tax: "0.50", shipping: "", handling: "", discount: "" } }));
    assert.equal(amount, "10.50");
    assert.deepEqual(lines, [{ name: "Cup", quantity: 2, unitprice: "5", linetotal: "10.00" }]);
    assert.deepEqual(totals, { subtotal: "10.00", tax: "0.50" });
  });

  it("does not look at totals without lines, which are not shown", () => {
    const totals = { tax: "5%", shipping: "", handling: "", discount: "" };
    assert.deepEqual(findProblems(filled({ totals })), {});
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

  it("refuses what the functions would refuse, beside the same field", () => {
    for (const text of ["12.", "1e3", ".5", "1,5"])
      assert.deepEqual(findProblems(filled({ amount: text })), { amount: "amount" }, text);
    const item = { key: "a", name: "Cup", quantity: "1", unitprice: "5" };
    const totals = { tax: "-1", shipping: "1.0055", handling: "1e3", discount: "-0.00" };
    const items = [
      item,
      { ...item, quantity: "1e3", unitprice: "5.005" },
      { ...item, quantity: "1.0000005" },
    ];
    assert.deepEqual(findProblems(filled({ items, totals })), {
      "items.1.quantity": "quantity",
      "items.1.unitprice": "tooManyDecimals",
      "items.2.quantity": "quantity",
      "totals.tax": "negative",
      "totals.shipping": "tooManyDecimals",
      "totals.handling": "amount",
    });
    const taken = [
      { ...item, quantity: "1.0005" },
      { ...item, name: "Less", unitprice: "-1.00" },
    ];
    assert.deepEqual(findProblems(filled({ items: taken })), {});
  });

  it("takes the order ids that the functions take", () => {
    for (const orderId of [
      "#1001",
      "2024/123",
      " a b ",
      "~".repeat(100),
      "طلب",
      "a\nb",
      "ä",
      "x".repeat(101),
    ])
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

  it("wants all of an address that is begun, and gives none that is not", () => {
    assert.deepEqual(findProblems(filled({ deliveryAddress: address })), {
      "deliveryAddress.address1": "required",
      "deliveryAddress.city": "required",
      "deliveryAddress.country": "required",
    });
    const whole = { ...address, address1: "Street 1", city: "Dubai", country: "AE" };
    assert.deepEqual(findProblems(filled({ deliveryAddress: whole })), {});
    const { deliveryAddress, billingAddress } = toContentInput(filled({ deliveryAddress: whole }));
    assert.deepEqual([deliveryAddress, billingAddress], [whole, undefined]);
  });

  it("takes the contact of the billing address for the customer's", () => {
    const whole = { ...address, address1: "Street 1", city: "Dubai", country: "AE", email: "", phone: "" };
    const billingAddress = { ...whole, phone: "+971501234567" };
    assert.deepEqual(findProblems(filled({ customer, billingAddress })), {});
    assert.deepEqual(findProblems(filled({ sendSms: true, billingAddress })), {});
    assert.deepEqual(findProblems(filled({ sendEmail: true, billingAddress })), {
      "customer.email": "contact",
    });
  });

  it("knows beside which field a problem is shown", () => {
    assert.equal(shownPath("items.3.linetotal"), "items.3.unitprice");
    assert.equal(shownPath("allowedPaymentMethods.0"), "allowedPaymentMethods");
    assert.equal(shownPath("customer.email"), "customer.email");
    assert.equal(shownPath("billingAddress.city"), "billingAddress.city");
    assert.equal(shownPath("billingAddress.email"), "billingAddress.email");
    assert.equal(shownPath("deliveryAddress.email"), null);
    assert.equal(shownPath(""), null);
  });
});

import assert from "node:assert/strict";
import type { Order } from "pointcheckout-firebase-client";
import { paymentDefaults } from "../../../client/src/types.js";
import { contentText } from "./content-text.js";

const order: Order = {
  orderId: "A-1",
  status: "DRAFT",
  createdAt: null,
  description: "Cups",
  amount: { minor: 3_030, currency: "AED", exponent: 2 },
  items: [{ name: "Cup", quantity: 3, lineTotalMinor: 3_030 }],
  linkOptions: { sendSms: true, expiresIn: 90 },
  payment: paymentDefaults(),
};

describe("the text of an order's content", () => {
  it("is the same while only the payment, or the order of keys, is another", () => {
    const linkOptions = { expiresIn: 90, sendSms: true };
    const payment = { ...paymentDefaults(), eventCount: 7 };
    assert.equal(contentText({ ...order, linkOptions, payment, customerUid: null }), contentText(order));
  });

  const address = { name: "Cleo Customer", address1: "Street 1", city: "Dubai", country: "AE" };
  /** `Required`: a field that an order has from now on has to be added here, and to count. */
  const changes: Required<Omit<Order, "orderId" | "createdAt" | "payment">> = {
    status: "PENDING",
    description: "Mugs",
    amount: { ...order.amount, currency: "KWD" },
    items: [{ name: "Cup", quantity: 3, lineTotalMinor: 3_031 }],
    totals: { subtotalMinor: 3_030, taxMinor: 0 },
    linkOptions: {},
    customerUid: "uid-1",
    customer: { firstName: "Cleo", lastName: "Customer" },
    billingAddress: address,
    deliveryAddress: address,
  };
  for (const [field, value] of Object.entries(changes))
    it(`is another one when ${field} is`, () =>
      assert.notEqual(contentText({ ...order, [field]: value }), contentText(order)));
});

import assert from "node:assert/strict";
import type { Attempt, Order, OrderStatus } from "pointcheckout-firebase-client";
import { actionsOf } from "./order-actions.js";

const customer = { firstName: "Cleo", lastName: "Customer", phone: "971501234567" };

const orderOf = (status: OrderStatus, ...links: Partial<Attempt>[]) => {
  const entries = links.map((link, index) => [`link-${index}`, link]);
  const payment = { redactedAt: null, attempts: Object.fromEntries(entries) };
  return { status, payment, customer } as unknown as Order;
};
const open = { status: "PENDING" } as const;
const awaited = { status: "PENDING_CONFIRMATION" } as const;

describe("what a clerk can do with an order", () => {
  it("is to send its link only to a customer that it has", () => {
    const order = orderOf("PENDING", open);
    assert.deepEqual(actionsOf(order), ["send", "extend", "cancel", "refresh"]);
    assert.deepEqual(actionsOf({ ...order, customer: undefined }), ["extend", "cancel", "refresh"]);
  });

  it("is to cancel an open link, also beside a payment that awaits confirmation", () => {
    assert.deepEqual(actionsOf(orderOf("PENDING_CONFIRMATION", awaited, open)), ["cancel", "refresh"]);
  });

  it("is not to cancel a payment", () => {
    assert.deepEqual(actionsOf(orderOf("PENDING_CONFIRMATION", awaited)), ["refresh"]);
    // Paid for another amount than the order's.
    assert.ok(!actionsOf(orderOf("PENDING", { status: "PAID", counts: null })).includes("cancel"));
  });

  it("is to make a further link once money for another amount was given back", () => {
    const refunded = (counts: Attempt["counts"]) => orderOf("REFUNDED", { status: "REFUNDED", counts });
    assert.deepEqual(actionsOf(refunded(null)), ["createLink", "refresh"]);
    assert.deepEqual(actionsOf(refunded("amount")), ["refresh"]);
  });
});

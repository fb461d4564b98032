import assert from "node:assert/strict";
import type { Attempt, Order, OrderStatus } from "pointcheckout-firebase-client";
import { actionsOf } from "./order-actions.js";

const customer = { firstName: "Cleo", lastName: "Customer", phone: "971501234567" };

const orderOf = (status: OrderStatus, ...attempts: Attempt["status"][]) => {
  const entries = attempts.map((status, index) => [`link-${index}`, { status }]);
  const payment = { redactedAt: null, attempts: Object.fromEntries(entries) };
  return { status, payment, customer } as unknown as Order;
};

describe("what a clerk can do with an order", () => {
  it("is to send its link only to a customer that it has", () => {
    const open = orderOf("PENDING", "PENDING");
    assert.deepEqual(actionsOf(open), ["send", "extend", "cancel", "refresh"]);
    assert.deepEqual(actionsOf({ ...open, customer: undefined }), ["extend", "cancel", "refresh"]);
  });

  it("is to cancel an open link, also beside a payment that awaits confirmation", () => {
    const both = orderOf("PENDING_CONFIRMATION", "PENDING_CONFIRMATION", "PENDING");
    assert.deepEqual(actionsOf(both), ["cancel", "refresh"]);
  });

  it("is not to cancel a payment", () => {
    assert.deepEqual(actionsOf(orderOf("PENDING_CONFIRMATION", "PENDING_CONFIRMATION")), ["refresh"]);
    // Paid for another amount than the order's.
    assert.ok(!actionsOf(orderOf("PENDING", "PAID")).includes("cancel"));
  });
});

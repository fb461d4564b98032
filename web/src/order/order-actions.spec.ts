import assert from "node:assert/strict";
import type { Attempt, Order, OrderStatus } from "pointcheckout-firebase-client";
import { actionsOf } from "./order-actions.js";

const orderOf = (status: OrderStatus, ...attempts: Attempt["status"][]) => {
  const entries = attempts.map((status, index) => [`link-${index}`, { status }]);
  return { status, payment: { redactedAt: null, attempts: Object.fromEntries(entries) } } as unknown as Order;
};

describe("the actions of an order", () => {
  it("cancel an open link, also beside a payment that awaits confirmation", () => {
    assert.ok(actionsOf(orderOf("PENDING", "PENDING")).includes("cancel"));
    assert.ok(
      actionsOf(orderOf("PENDING_CONFIRMATION", "PENDING_CONFIRMATION", "PENDING")).includes("cancel"),
    );
  });

  it("do not cancel what cannot be cancelled", () => {
    assert.deepEqual(actionsOf(orderOf("PENDING_CONFIRMATION", "PENDING_CONFIRMATION")), ["refresh"]);
    // Paid for another amount than the order's.
    assert.ok(!actionsOf(orderOf("PENDING", "PAID")).includes("cancel"));
  });
});

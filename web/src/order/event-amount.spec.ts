import assert from "node:assert/strict";
import type { OrderEventType } from "pointcheckout-firebase-client";
import { eventAmount } from "./event-amount.js";

const amount = { minor: 13_178, currency: "AED", exponent: 2 };

describe("the sum beside an event of the history", () => {
  const sums: [OrderEventType, refunded: number | null, shown: number | null][] = [
    ["order.paid", 0, 13_178],
    ["order.partially_refunded", 2_000, 2_000],
    ["order.refunded", 13_178, 13_178],
    ["order.refunded", 0, 13_178],
    ["operation.refund", null, 13_178],
    // PointCheckout does not say how much.
    ["order.partially_refunded", 0, null],
    ["order.refund_reversed", 0, null],
    ["order.refund_reversed", 2_000, null],
  ];
  for (const [type, totalRefundedMinor, shown] of sums)
    it(`is ${shown ?? "none"} for ${type} with ${totalRefundedMinor ?? "no sum"} refunded`, () => {
      assert.equal(eventAmount({ type, amount, totalRefundedMinor })?.minor ?? null, shown);
    });
});

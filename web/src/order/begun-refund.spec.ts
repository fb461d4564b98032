import assert from "node:assert/strict";
import type { NumberedEvent, Order } from "pointcheckout-firebase-client";
import { ERASED } from "../../../functions/src/orders/store/order-store.js";
import { unsettledRefund } from "./begun-refund.js";

const CHECKOUT = "1601731695315563241";
const begun = { referenceId: "web-1", checkoutId: CHECKOUT, amount: "10.00", reason: "Cup was broken" };
const asked = { referenceId: "web-1", checkoutId: CHECKOUT, amountMinor: 1_000, state: "asked" };
const recorded = [
  { type: "operation.refund", detail: "web-1", note: "Cup was broken" },
] as unknown as NumberedEvent[];

const money = { minor: 1_000, currency: "AED", exponent: 2 };

/** An order for dinars whose payment was made in dirhams, for what it was worth before. */
const order = (refund: object | null): Order =>
  ({
    amount: { minor: 20_000, currency: "KWD", exponent: 3 },
    payment: { refund, attempts: { [CHECKOUT]: { amount: { ...money, minor: 10_000 } } } },
  }) as unknown as Order;

describe("an unsettled refund", () => {
  it("is repeated with the words that are recorded, also on a device that knows nothing of it", () => {
    assert.deepEqual(unsettledRefund(order(asked), recorded, null), { ...begun, money });
  });

  it("is repeated with the reason that stands for an erased one", () => {
    const erased = recorded.map((event) => ({ ...event, note: undefined }));
    assert.equal(unsettledRefund(order(asked), erased, null)?.reason, ERASED);
  });

  it("is what this browser has kept, until the functions have recorded it", () => {
    assert.deepEqual(unsettledRefund(order(null), [], begun), { ...begun, money });
    assert.equal(unsettledRefund(order(null), recorded, begun), null);
    assert.equal(unsettledRefund(order(null), recorded, null), null);
  });
});

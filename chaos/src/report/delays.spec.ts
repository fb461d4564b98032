import assert from "node:assert/strict";
import { anEvent, aPaidOrder, at, FIRST, ms, ORDER } from "../../test/fixtures/order-facts.js";
import { measureDelays } from "./delays.js";

const action = (move: string, seconds: number) => ({
  orderId: ORDER,
  checkoutId: FIRST,
  move,
  at: ms(seconds),
});
const later = ms(3600);

describe("measureDelays", () => {
  it("measures from the action to the event that reports it", () => {
    const delays = measureDelays({ orders: [aPaidOrder()], faultsEndedAt: later });
    assert.deepEqual(delays, { p50: 1000, p95: 1000, max: 1000, live: 1, healed: {}, unreported: 0 });
  });

  it("counts separately what a schedule found, and what was found after faults had ended", () => {
    const events = [
      anEvent(2, "order.paid", "PENDING", "PAID", { source: "sweep" }),
      anEvent(3, "order.refunded", "PAID", "REFUNDED", { source: "webhook", writtenAt: at(4000) }),
    ];
    const orders = [aPaidOrder({ events, actions: [action("pay", 3), action("refund", 5)] })];
    const { live, healed } = measureDelays({ orders, faultsEndedAt: later });
    assert.deepEqual([live, healed], [0, { sweep: 1, webhook: 1 }]);
  });

  it("takes no earlier event for an action, and no decrease at all", () => {
    const actions = [action("pay", 5), action("lift-chargeback", 1)];
    const { live, unreported } = measureDelays({ orders: [aPaidOrder({ actions })], faultsEndedAt: later });
    assert.deepEqual([live, unreported], [0, 1]);
  });

  it("gives the middle, the 95th in a hundred and the longest", () => {
    const orders = Array.from({ length: 100 }, (_, index) =>
      aPaidOrder({ actions: [action("pay", 3 - index / 1000)] }),
    );
    const { p50, p95, max } = measureDelays({ orders, faultsEndedAt: later });
    assert.deepEqual([p50, p95, max], [1050, 1095, 1099]);
  });
});

import assert from "node:assert/strict";
import { anEvent, anOrder } from "../test/fixtures/paid.js";
import type { Fulfilment } from "./fulfilment.js";
import type { OrderEvent } from "./order-event.js";
import type { PaidOrder } from "./paid-order.js";
import { isAlarming, type Outcome, planFulfilment } from "./plan-fulfilment.js";

const settings = { servesTestPayments: false };
const { lines } = anOrder();
const paid = anEvent("order.paid", 2);

const served = (fields: Partial<Fulfilment> = {}): Fulfilment => ({
  ...planFulfilment(paid, null, anOrder(), settings).fulfilment,
  ...fields,
});

describe("planFulfilment, of order.paid", () => {
  it("serves a paid order, and takes its lines from the stock", () => {
    const { outcome, fulfilment, take } = planFulfilment(paid, null, anOrder(), settings);
    assert.equal(outcome, "served");
    assert.deepEqual(take, lines);
    assert.deepEqual(fulfilment, {
      orderId: "ORD-1",
      state: "ready",
      reason: null,
      paidEvent: "orders/ORD-1/events/000002",
      lines,
      email: "user@example.com",
      flags: {},
    });
  });

  it("serves an order for which a warehouse has written fields of its own before", () => {
    const { outcome, fulfilment } = planFulfilment(paid, Object({ shelf: "A7" }), anOrder(), settings);
    assert.deepEqual([outcome, fulfilment], ["served", { ...served(), shelf: "A7" }]);
  });

  it("takes nothing when the same event is delivered again, whatever has become of the fulfilment", () => {
    for (const before of [served(), served({ state: "stopped" }), served({ state: "withheld" })]) {
      const plan = planFulfilment(paid, before, anOrder(), settings);
      assert.deepEqual(plan, { outcome: "repeated", fulfilment: before, take: [] });
    }
  });

  it("flags a second order.paid of one order, and serves nothing for it", () => {
    const second = anEvent("order.paid", 5);
    const plan = planFulfilment(second, served(), anOrder(), settings);
    assert.equal(plan.outcome, "paid_again");
    assert.deepEqual(plan.take, []);
    assert.deepEqual(plan.fulfilment, served({ flags: { "000005": "order.paid" } }));
    assert.equal(planFulfilment(second, plan.fulfilment, anOrder(), settings).outcome, "repeated");
  });

  const withheld: [string, PaidOrder | null, Fulfilment["reason"]][] = [
    ["the vendor's test host", anOrder({ livemode: false }), "test_payment"],
    ["an order that was deleted", null, "order_deleted"],
    ["an order that was refunded meanwhile", anOrder({ status: "REFUNDED" }), "no_money"],
    ["an order that was charged back meanwhile", anOrder({ status: "CHARGEBACK" }), "no_money"],
    ["an order that has become dearer since", anOrder({ isPaidInFull: false }), "amount_differs"],
    ["an order in a status that nobody knows", anOrder({ status: "undefined" }), "no_money"],
  ];
  for (const [name, order, reason] of withheld) {
    it(`withholds the goods of ${name}`, () => {
      const { outcome, fulfilment, take } = planFulfilment(paid, null, order, settings);
      assert.deepEqual([outcome, fulfilment.state, fulfilment.reason], ["withheld", "withheld", reason]);
      assert.deepEqual(take, []);
      assert.equal(fulfilment.paidEvent, paid.path);
    });
  }

  it("serves the test host's orders when told to, and partly refunded ones", () => {
    const test = planFulfilment(paid, null, anOrder({ livemode: false }), { servesTestPayments: true });
    assert.equal(test.outcome, "served");
    const partly = planFulfilment(paid, null, anOrder({ status: "PARTIALLY_REFUNDED" }), settings);
    assert.equal(partly.outcome, "served");
  });
});

describe("planFulfilment, of what comes after payment", () => {
  const refunded = anEvent("order.refunded", 3, "REFUNDED");
  const chargedBack = anEvent("order.charged_back", 3, "CHARGEBACK");

  const partlyRefunded = anEvent("order.partially_refunded", 3, "PARTIALLY_REFUNDED");
  const undone = anEvent("order.payment_undone", 3, "CANCELLED");
  const lifted = anEvent("order.chargeback_lifted", 3);
  const stopped = served({ state: "stopped", reason: "no_money" });

  const cases: [string, OrderEvent, Fulfilment, PaidOrder | null, Outcome][] = [
    ["stops on a refund of all", refunded, served(), anOrder({ status: "REFUNDED" }), "stopped"],
    ["stops on a chargeback", chargedBack, served(), anOrder({ status: "CHARGEBACK" }), "stopped"],
    ["stops where the payment was undone", undone, served(), anOrder({ status: "CANCELLED" }), "stopped"],
    ["believes in a refund where the order is gone", refunded, served(), null, "stopped"],
    ["believes in a part where the order is gone", partlyRefunded, served(), null, "flagged"],
    ["only flags a refund that leaves another payment", refunded, served(), anOrder(), "flagged"],
    ["only flags a second payment", anEvent("order.paid_twice", 3), served(), anOrder(), "flagged"],
    ["only flags a part", partlyRefunded, served(), anOrder({ status: partlyRefunded.to }), "flagged"],
    ["starts no more when it is paid again", anEvent("order.paid_again", 3), stopped, anOrder(), "flagged"],
    ["starts no more on a lifted chargeback", lifted, stopped, anOrder(), "flagged"],
  ];
  for (const [name, event, before, order, outcome] of cases) {
    it(name, () => {
      const plan = planFulfilment(event, before, order, settings);
      const after = outcome === "stopped" ? stopped : before;
      const fulfilment = { ...after, flags: { "000003": event.type } };
      assert.deepEqual(plan, { outcome, fulfilment, take: [] });
      assert.equal(planFulfilment(event, fulfilment, order, settings).outcome, "repeated");
    });
  }

  it("is remembered when it is delivered before order.paid, which the order's status then decides", () => {
    const status = "CHARGEBACK";
    const before = planFulfilment(chargedBack, null, anOrder({ status }), settings).fulfilment;
    assert.deepEqual([before.state, before.paidEvent], ["awaited", null]);
    const withheld = planFulfilment(paid, before, anOrder({ status }), settings);
    assert.deepEqual([withheld.outcome, withheld.fulfilment.flags], ["withheld", before.flags]);
    // First seen charged back, and told paid when that was lifted.
    const toldPaid = planFulfilment(anEvent("order.paid", 4), before, anOrder(), settings);
    assert.deepEqual([toldPaid.outcome, toldPaid.take], ["served", lines]);
  });
});

describe("isAlarming", () => {
  const refunded = anEvent("order.refunded", 3, "REFUNDED");
  const paidAgain = anEvent("order.paid_again", 5);
  const stopped = planFulfilment(refunded, served(), anOrder({ status: "REFUNDED" }), settings).fulfilment;
  const withheld = planFulfilment(paid, null, anOrder({ status: "REFUNDED" }), settings).fulfilment;

  it("is money that nothing is served for, and goods without money, each time it is delivered", () => {
    for (const [event, before, order] of [
      [refunded, served(), anOrder({ status: "REFUNDED" })],
      [paidAgain, stopped, anOrder()],
      [anEvent("order.chargeback_lifted", 4), stopped, anOrder()],
      [anEvent("order.chargeback_lifted", 4), withheld, anOrder()],
      [anEvent("order.refund_reversed", 4, "PARTIALLY_REFUNDED"), withheld, anOrder()],
      [anEvent("order.paid", 5), served(), anOrder()],
      [paid, null, anOrder({ isPaidInFull: false })],
      [paid, null, null],
    ] as const) {
      const { fulfilment } = planFulfilment(event, before, order, settings);
      const { outcome, fulfilment: after } = planFulfilment(event, fulfilment, anOrder(), settings);
      assert.deepEqual([isAlarming(event, fulfilment), isAlarming(event, after)], [true, true], event.type);
      assert.equal(outcome, "repeated");
    }
  });

  it("is not what goes as it should", () => {
    for (const [event, before, order] of [
      [paid, null, anOrder()],
      [paid, stopped, anOrder()],
      [paid, null, anOrder({ livemode: false })],
      [paid, null, anOrder({ status: "REFUNDED" })],
      [refunded, withheld, anOrder({ status: "REFUNDED" })],
      [anEvent("order.partially_refunded", 3), served(), anOrder({ status: "PARTIALLY_REFUNDED" })],
    ] as const) {
      assert.equal(isAlarming(event, planFulfilment(event, before, order, settings).fulfilment), false);
    }
  });
});

import assert from "node:assert/strict";
import type { Fulfilment } from "./fulfilment.js";
import type { PaidOrder } from "./paid-order.js";
import { isAlarming, planFulfilment } from "./plan-fulfilment.js";

const settings = { servesTestPayments: false };
const lines = [{ sku: "CUP-1", quantity: 2 }];

const anOrder = (fields: Partial<PaidOrder> = {}): PaidOrder => ({
  status: "PAID",
  livemode: true,
  isPaidInFull: true,
  lines,
  email: "user@example.com",
  ...fields,
});

const anEvent = (type: string, sequence: number, to = "PAID") => {
  const eventId = String(sequence).padStart(6, "0");
  return { path: `orders/ORD-1/events/${eventId}`, orderId: "ORD-1", eventId, type, to };
};

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

  it("stops when no money is left, and says which event it was", () => {
    for (const event of [refunded, chargedBack]) {
      const plan = planFulfilment(event, served(), anOrder({ status: event.to }), settings);
      assert.equal(plan.outcome, "stopped");
      const flags = { "000003": event.type };
      assert.deepEqual(plan.fulfilment, served({ state: "stopped", reason: "no_money", flags }));
      assert.equal(planFulfilment(event, plan.fulfilment, anOrder(), settings).outcome, "repeated");
    }
  });

  it("only flags a refund that leaves another payment of the order", () => {
    const plan = planFulfilment(refunded, served(), anOrder({ status: "PAID" }), settings);
    assert.deepEqual([plan.outcome, plan.fulfilment.state], ["flagged", "ready"]);
  });

  it("stops when an administrator had the order follow a vendor who takes the payment back", () => {
    const undone = anEvent("order.payment_undone", 3, "CANCELLED");
    const stopped = planFulfilment(undone, served(), anOrder({ status: "CANCELLED" }), settings);
    assert.deepEqual([stopped.outcome, stopped.fulfilment.state], ["stopped", "stopped"]);
    const again = planFulfilment(anEvent("order.paid_again", 5), stopped.fulfilment, anOrder(), settings);
    assert.deepEqual([again.outcome, again.fulfilment.state], ["flagged", "stopped"]);
  });

  it("only flags a second payment and a partial refund", () => {
    const events = [
      anEvent("order.paid_twice", 3),
      anEvent("order.partially_refunded", 3, "PARTIALLY_REFUNDED"),
    ];
    for (const event of events) {
      const plan = planFulfilment(event, served(), anOrder({ status: event.to }), settings);
      assert.deepEqual([plan.outcome, plan.fulfilment.state], ["flagged", "ready"]);
      assert.deepEqual(plan.fulfilment.flags, { "000003": event.type });
    }
  });

  it("does not start again by itself when a chargeback is lifted: somebody has to decide", () => {
    const stopped = planFulfilment(chargedBack, served(), anOrder({ status: "CHARGEBACK" }), settings);
    const lifted = anEvent("order.chargeback_lifted", 4);
    const plan = planFulfilment(lifted, stopped.fulfilment, anOrder(), settings);
    assert.deepEqual([plan.outcome, plan.fulfilment.state], ["flagged", "stopped"]);
  });

  it("believes the event where the order is gone", () => {
    assert.equal(planFulfilment(refunded, served(), null, settings).outcome, "stopped");
    const partly = anEvent("order.partially_refunded", 3, "PARTIALLY_REFUNDED");
    assert.equal(planFulfilment(partly, served(), null, settings).outcome, "flagged");
  });

  it("is remembered when it is delivered before order.paid, which the order's status then decides", () => {
    const status = "CHARGEBACK";
    const before = planFulfilment(chargedBack, null, anOrder({ status }), settings).fulfilment;
    assert.deepEqual([before.state, before.paidEvent], ["awaited", null]);
    const withheld = planFulfilment(paid, before, anOrder({ status }), settings);
    assert.deepEqual([withheld.outcome, withheld.fulfilment.flags], ["withheld", before.flags]);
    // First seen charged back, and told paid when that was lifted.
    const lifted = planFulfilment(anEvent("order.paid", 4), before, anOrder(), settings);
    assert.deepEqual([lifted.outcome, lifted.take], ["served", lines]);
  });
});

describe("isAlarming", () => {
  const refunded = anEvent("order.refunded", 3, "REFUNDED");
  const paidAgain = anEvent("order.paid_again", 5);
  const stopped = planFulfilment(refunded, served(), anOrder({ status: "REFUNDED" }), settings).fulfilment;

  it("is money that nothing is served for, and goods without money, each time it is delivered", () => {
    for (const [event, before, order] of [
      [refunded, served(), anOrder({ status: "REFUNDED" })],
      [paidAgain, stopped, anOrder()],
      [anEvent("order.chargeback_lifted", 4), stopped, anOrder()],
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
      [anEvent("order.partially_refunded", 3), served(), anOrder({ status: "PARTIALLY_REFUNDED" })],
    ] as const) {
      assert.equal(isAlarming(event, planFulfilment(event, before, order, settings).fulfilment), false);
    }
  });
});

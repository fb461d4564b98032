import assert from "node:assert/strict";
import {
  anAttempt,
  anObservation,
  anOrder,
  anOrderAt,
  anOrderThatHas,
  anUnknownRemote,
  aRemote,
  at,
  checkoutId,
  detailsOf,
  FIRST,
  observe,
  observeAll,
  SECOND,
  secondsOf,
  seen,
  seenSecond,
} from "../../../test/fixtures/orders.js";
import type { Order } from "../model/order.js";
import type { OrderEvent } from "../model/order-event.js";

const FOREIGN = checkoutId("999");
const paid = { status: "PAID" } as const;
const failed = { status: "FAILED" } as const;
const details = (events: readonly OrderEvent[]) => detailsOf(events, "order.problem");

/** A second link beside the first. */
const withSecond = (order: Order): Order => ({
  ...order,
  attempts: { ...order.attempts, [SECOND]: anAttempt({ attempt: 2 }) },
});

describe("transition, a payment that the vendor takes back in words", () => {
  it("is a problem, reported once while the vendor keeps answering so", () => {
    const reads = [60, 120, 240].map((seconds) => seen(failed, seconds));
    const { order, events } = observeAll(anOrderAt("PAID"), reads);
    assert.deepEqual([order.status, order.problem], ["PAID", "unpaid_after_paid"]);
    assert.deepEqual(details(events), ["unpaid_after_paid: FAILED"]);
  });

  it("is looked at again after a minute, then ever more rarely, but at least daily", () => {
    let order = anOrderAt("PAID");
    const waits: number[] = [];
    for (let round = 0, seconds = 60; round < 9; round += 1) {
      order = observe(order, seen(failed, seconds)).order;
      const next = secondsOf(order.nextCheckAt) ?? Number.NaN;
      waits.push(next - seconds);
      seconds = next;
    }
    assert.deepEqual(waits, [60, 120, 300, 900, 3600, 21_600, 86_400, 86_400, 86_400]);
  });

  it("heals when the vendor says PAID again", () => {
    const { order, events } = observeAll(anOrderAt("PAID"), [seen(failed, 60), seen(paid, 120)]);
    assert.equal(order.problem, null);
    assert.deepEqual(detailsOf(events, "order.problem_resolved"), ["unpaid_after_paid"]);
    assert.equal(order.nextCheckAt, null);
  });

  it("does not heal by a status that nobody knows", () => {
    const { order } = observeAll(anOrderAt("PAID"), [seen(failed, 60), seen(anUnknownRemote("VOIDED"), 120)]);
    assert.equal(order.problem, "unpaid_after_paid");
    assert.notEqual(order.nextCheckAt, null);
  });

  it("does not heal by an older read that raises a refund", () => {
    const refund = { status: "PARTIALLY_REFUNDED", totalRefunded: "3.00" } as const;
    const { order, events } = observeAll(anOrderAt("PAID"), [seen(failed, 60), seen(refund, 30)]);
    assert.equal(order.attempts[FIRST]?.totalRefundedMinor, 300);
    assert.equal(order.problem, "unpaid_after_paid");
    assert.deepEqual(detailsOf(events, "order.problem_resolved"), []);
  });
});

describe("transition, an older read that raises money", () => {
  it("leaves the newest spelling and method of the vendor as they are", () => {
    const part = { status: "PARTIALLY_REFUNDED", totalRefunded: "3.00" } as const;
    const newest = { ...part, providerStatus: "Partially refunded", usedPaymentMethod: "Tabby" };
    const older = { ...part, totalRefunded: "5.00", usedPaymentMethod: "Card" };
    const { order } = observeAll(anOrderAt("PAID"), [seen(newest, 60), seen(older, 30)]);
    const { totalRefundedMinor, providerStatus, method, observedAt } = order.attempts[FIRST] ?? {};
    assert.equal(totalRefundedMinor, 500);
    assert.deepEqual([providerStatus, method, observedAt], ["Partially refunded", "Tabby", at(60)]);
  });

  it("has the next read decide, a quarter of a minute later", () => {
    const { order } = observeAll(anOrderAt("PENDING"), [seen(failed, 60), seen(paid, 30)]);
    assert.equal(order.status, "PAID");
    assert.equal(secondsOf(order.nextCheckAt), 45);
  });
});

describe("transition, problems of more than one kind", () => {
  const mismatch = { amount: "1.00" };
  const healthy = {};

  it("shows the payment that lacks its amount again once a more urgent problem is gone, and reports it only once", () => {
    const reads = [seenSecond({ ...paid, amount: null }, 60), seen(mismatch, 70), seen(healthy, 80)];
    const { order, events } = observeAll(withSecond(anOrder()), reads);
    assert.equal(order.problem, "amount_absent");
    assert.deepEqual(details(events), ["amount_absent: PAID", "identity_mismatch: amount"]);
  });

  it("reports a second payment's problem once, whatever comes between", () => {
    const reads = [seenSecond(paid, 60), seen(failed, 70), seen(paid, 80)];
    const { order, events } = observeAll(withSecond(anOrderAt("PAID")), reads);
    assert.equal(order.problem, "paid_twice");
    assert.deepEqual(details(events), ["paid_twice", "unpaid_after_paid: FAILED"]);
  });

  for (const problem of ["foreign_checkout", "request_conflict", "link_host_refused"] as const) {
    it(`remembers ${problem} until an admin decides, whatever an attempt does meanwhile`, () => {
      const order = anOrderThatHas(problem);
      assert.equal(order.problem, problem);
      const { order: later } = observeAll(order, [seen(mismatch, 60), seen(healthy, 120)]);
      assert.equal(later.problem, problem);
    });
  }

  const foreign = anObservation(aRemote({ id: FOREIGN }), { checkoutId: FOREIGN, observedAt: at(10) });
  it("reports a foreign checkout also beside a more urgent problem, and once", () => {
    const broken = observe(anOrder(), seen(mismatch, 5)).order;
    const { order, events } = observeAll(broken, [foreign, foreign]);
    assert.notEqual(order.problem, null);
    assert.deepEqual(details(events), ["foreign_checkout"]);
  });

  it("refuses a foreign checkout once, and moves nothing", () => {
    const paidForeign = anObservation(aRemote({ id: FOREIGN, status: "PAID" }), { checkoutId: FOREIGN });
    const { order, events } = observeAll(anOrder(), [paidForeign, paidForeign]);
    assert.deepEqual([order.status, order.problem, order.paidAt], ["PENDING", "foreign_checkout", null]);
    assert.deepEqual(order.attempts, anOrder().attempts);
    assert.deepEqual(details(events), ["foreign_checkout"]);
  });

  it("reports each new difference of one checkout", () => {
    const other = { currency: "USD" };
    const reads = [seen(mismatch, 60), seen(other, 120), seen(other, 180)];
    const { order, events } = observeAll(anOrder(), reads);
    assert.equal(order.problem, "identity_mismatch");
    assert.deepEqual(details(events), ["identity_mismatch: amount", "identity_mismatch: currency"]);
  });

  for (const [what, status, totalRefunded] of [
    ["larger than the payment", "PARTIALLY_REFUNDED", "10.01"],
    ["below zero", "REFUNDED", "-1.00"],
    ["finer than the currency", "REFUNDED", "0.001"],
    ["beyond any number", "REFUNDED", "1e400"],
  ] as const) {
    it(`takes a refund ${what} for implausible, and moves nothing`, () => {
      const refund = seen({ status, totalRefunded }, 60);
      const { order, events } = observe(anOrderAt("PAID"), refund);
      assert.deepEqual([order.status, order.problem], ["PAID", "refund_total_implausible"]);
      assert.deepEqual(details(events), [`refund_total_implausible: ${status}`]);
    });
  }

  it("ignores an implausible refund of an older read", () => {
    const refund = seen({ status: "REFUNDED", totalRefunded: "99.00" }, -60);
    assert.deepEqual(observe(anOrderAt("PAID"), refund), { order: anOrderAt("PAID"), events: [] });
  });
});

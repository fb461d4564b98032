import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  aRefundLock,
  aRemote,
  at,
  detailsOf,
  FIRST,
  observe,
  observeAll,
  SECOND,
  seen,
  seenSecond,
} from "../../../test/fixtures/orders.js";
import type { Order } from "../model/order.js";
import type { RefundLock } from "../model/refund.js";
import { statedTotal } from "./classify.js";

const LOCKED_AT = 100;

const anOrderLocked = (fields: Partial<RefundLock> = {}): Order =>
  anOrder({
    status: "PARTIALLY_REFUNDED",
    paidAt: at(0),
    attempts: { [FIRST]: anAttempt({ status: "PARTIALLY_REFUNDED", totalRefundedMinor: 100 }) },
    refund: aRefundLock(fields),
  });

const refunded = (totalRefunded: string | null, seconds: number) =>
  seen({ status: "PARTIALLY_REFUNDED", totalRefunded }, seconds);

const settled = (order: Order, totalRefunded: string | null, seconds: number) => {
  const { order: after, events } = observe(order, refunded(totalRefunded, seconds));
  const outcome = detailsOf(events, "operation.refund_settled");
  return { refund: after.refund, outcome, problem: after.problem, after };
};

describe("settling a refund", () => {
  it("is done when the total is the one before plus the amount, and reports it once", () => {
    const done = settled(anOrderLocked(), "5.00", 110);
    assert.deepEqual([done.refund, done.outcome, done.problem], [null, ["done"], null]);
    assert.deepEqual(settled(done.after, "5.00", 120).outcome, []);
  });

  it("looks again within ten minutes while nothing has changed, then calls it unknown, once", () => {
    const early = settled(anOrderLocked(), "1.00", 110);
    assert.deepEqual([early.refund?.state, early.outcome], ["asked", []]);
    assert.ok(early.refund?.nextCheckAt && early.refund.nextCheckAt.seconds <= at(LOCKED_AT + 600).seconds);
    assert.deepEqual(early.after.nextCheckAt, early.refund.nextCheckAt);
    const last = settled(anOrderLocked(), "1.00", 660);
    assert.deepEqual(last.refund?.nextCheckAt, at(LOCKED_AT + 600));
    const late = settled(early.after, "1.00", 701);
    assert.deepEqual([late.refund?.state, late.refund?.nextCheckAt], ["unknown", null]);
    assert.deepEqual([late.outcome, late.problem], [["unknown"], "refund_unknown"]);
    assert.deepEqual(settled(late.after, "1.00", 800).outcome, []);
  });

  it("is done even after it counted as unknown, and the problem ends", () => {
    const { order, events } = observeAll(anOrderLocked(), [refunded("1.00", 701), refunded("5.00", 900)]);
    assert.deepEqual([order.refund, order.problem], [null, null]);
    assert.ok(events.some(({ type }) => type === "order.problem_resolved"));
  });

  for (const other of ["2.00", "9.00", "10.00"]) {
    it(`does not take a total of ${other} for its own`, () => {
      const { refund, outcome, problem } = settled(anOrderLocked(), other, 110);
      assert.deepEqual([refund?.state, outcome, problem], ["problem", ["problem"], "refund_mismatch"]);
    });
  }

  it("learns nothing from an answer without a total, from less than before, or from another checkout", () => {
    assert.deepEqual(settled(anOrderLocked(), null, 110).refund?.state, "asked");
    assert.deepEqual(settled(anOrderLocked(), "0.50", 110).refund?.state, "asked");
    const order = { ...anOrderLocked(), refund: aRefundLock({ checkoutId: SECOND }) };
    assert.deepEqual(settled(order, "5.00", 110).refund, order.refund);
  });

  it("ends a repeated sending that was refused only when nothing has changed by then", () => {
    const refused = { sends: 2, refused: true };
    assert.equal(settled(anOrderLocked(refused), "1.00", 110).refund?.state, "asked");
    assert.deepEqual(settled(anOrderLocked(refused), "1.00", 701).outcome, ["refused"]);
    assert.deepEqual(settled(anOrderLocked(refused), "5.00", 701).outcome, ["done"]);
    assert.deepEqual(settled(anOrderLocked(refused), null, 701).outcome, ["unknown"]);
  });

  for (const [status, totalRefunded, total] of [
    ["PAID", null, 0],
    ["REFUNDED", null, 1000],
    ["REFUNDED", "0.00", 1000],
    ["CHARGEBACK", "0.00", null],
    ["CHARGEBACK", "2.50", 250],
    ["PARTIALLY_REFUNDED", null, null],
    ["PARTIALLY_REFUNDED", "2.50", 250],
    ["PARTIALLY_REFUNDED", "10.01", null],
    ["PARTIALLY_REFUNDED", "-1", null],
    ["PARTIALLY_REFUNDED", "1.001", null],
    ["PENDING", "2.50", null],
    [null, "2.50", null],
  ] as const) {
    it(`reads ${total} from ${status} with ${totalRefunded}`, () => {
      assert.equal(statedTotal(anAttempt(), aRemote({ status, totalRefunded })), total);
    });
  }

  it("reads no total from an answer without amount or currency", () => {
    const paid = { status: "PAID", totalRefunded: "1.00" } as const;
    assert.equal(statedTotal(anAttempt(), aRemote({ ...paid, amount: null })), null);
    assert.equal(statedTotal(anAttempt(), aRemote({ ...paid, currency: null })), null);
  });

  it("leaves an order that was paid twice PAID when the second payment is given back", () => {
    const order = anOrder({
      status: "PAID",
      paidAt: at(0),
      attempts: {
        [FIRST]: anAttempt({ status: "PAID" }),
        [SECOND]: anAttempt({ status: "PAID", attempt: 2 }),
      },
      refund: aRefundLock({ checkoutId: SECOND, amountMinor: 1000, totalBeforeMinor: 0 }),
    });
    const { order: after } = observe(order, seenSecond({ status: "REFUNDED", totalRefunded: "10.00" }, 110));
    assert.deepEqual([after.status, after.refund, after.problem], ["PAID", null, null]);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import {
  anOrder,
  anOrderAt,
  aRemote,
  at,
  checkoutId,
  deepFreeze,
  FIRST,
  MONEY,
  observe,
  observeAll,
  SECOND,
  secondsOf,
  seen,
  timed,
} from "../../../test/fixtures/orders.js";
import { SOURCES } from "../../checkouts/source.js";
import {
  PROVIDER_STATUSES,
  type ProviderStatus,
  type RemoteCheckout,
} from "../../pointcheckout/responses.js";
import { ANOMALY_CODES } from "../model/attempt.js";
import type { Order } from "../model/order.js";
import { ORDER_STATUSES } from "../model/order-status.js";
import { PROBLEM_CODES } from "../model/problems.js";

const DAY = 86_400;
const REFUNDED: Partial<Record<string, string>> = { PARTIALLY_REFUNDED: "5.00", REFUNDED: "10.00" };

/** What the vendor may answer of our link: any status, now and then with something wrong. */
const answers = fc
  .record({
    status: fc.constantFrom(...PROVIDER_STATUSES, null),
    fault: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      fc.constantFrom<Partial<RemoteCheckout>>(
        { amount: "1.00" },
        { amount: null },
        { orderId: "ORD-2" },
        { totalRefunded: "99.00" },
        { totalRefunded: "3.00" },
      ),
    ),
  })
  .map(({ status, fault }) => {
    const totalRefunded = REFUNDED[status ?? ""] ?? "0.00";
    return aRemote({ status, providerStatus: status ?? "SETTLING", totalRefunded, ...fault });
  });

const lives = fc.record({
  from: fc.constantFrom(...PROVIDER_STATUSES),
  reads: fc
    .array(fc.record({ remote: answers, gap: fc.integer({ min: 1, max: 900 }) }), { maxLength: 6 })
    .map(timed),
  stays: answers,
});

/** More reads than three quiet days need; who reads more often than this is not followed any further. */
const MANY = 200;

/** Reads at every due moment, as the sweep does: at most once a minute, for `days`. */
function follow(start: Order, remote: RemoteCheckout, fromSeconds: number, days: number) {
  let { order } = observe(start, seen(remote, fromSeconds));
  let reads = 1;
  for (let seconds = fromSeconds; order.nextCheckAt !== null && reads < MANY; reads += 1) {
    seconds = Math.max(seconds + 60, secondsOf(order.nextCheckAt) ?? Number.NaN);
    if (seconds > fromSeconds + days * DAY) break;
    order = observe(order, seen(remote, seconds)).order;
  }
  return { order, reads };
}

type Read = { remote: RemoteCheckout; seconds: number };

function begin({ from, reads }: { from: ProviderStatus; reads: readonly Read[] }) {
  const observations = reads.map(({ remote, seconds }) => seen(remote, seconds));
  const totalRefundedMinor = Number(REFUNDED[from] ?? 0) * 100;
  return observeAll(anOrderAt(from, { totalRefundedMinor }), observations).order;
}

describe("transition, followed by the sweep while the vendor keeps to one answer", () => {
  it("reads hourly at most after the first hours, whatever was seen before", () => {
    const property = fc.property(lives, (life) => {
      const { reads } = follow(begin(life), life.stays, 10_000, 3);
      assert.ok(reads <= 90, `${reads} reads in three days`);
    });
    prove("transition: orders that the sweep follows", property, budget.sweptOrders);
  });

  it("looks away only from an attempt that shows what the vendor answers, or an answer it does not know", () => {
    const property = fc.property(lives, (life) => {
      const { order } = follow(begin(life), life.stays, 10_000, 3);
      if (order.nextCheckAt !== null || life.stays.status === null) return;
      assert.equal(order.attempts[FIRST]?.status, life.stays.status);
      assert.equal(order.problem, null);
    });
    prove("transition: orders that the sweep follows", property, budget.sweptOrders);
  });

  it("arrives at a lawful answer, and has no problem left", () => {
    const property = fc.property(lives, fc.constantFrom(...PROVIDER_STATUSES), (life, status) => {
      const start = begin(life);
      if (MONEY.includes(start.status) && !MONEY.includes(status)) return;
      const remote = aRemote({ status, totalRefunded: REFUNDED[status] ?? "0.00" });
      const { order } = follow(start, remote, 10_000, 3);
      assert.deepEqual([order.status, order.problem], [status, null]);
    });
    prove("transition: orders that the sweep follows", property, budget.sweptOrders);
  });

  it("does not read every minute a payment that was about to shrink and is then denied", () => {
    const shrinking = seen({ status: "PAID", totalRefunded: "0.00" }, 60);
    const { order } = observe(anOrderAt("PARTIALLY_REFUNDED", { totalRefundedMinor: 500 }), shrinking);
    const { reads } = follow(order, aRemote({ status: "FAILED" }), 120, 1);
    assert.ok(reads < 20, `${reads} reads on one day`);
  });
});

const instants = fc.integer({ min: -2 * DAY, max: 2 * DAY }).map(at);
const statuses = fc.constantFrom(...PROVIDER_STATUSES);
const usual = "AED USD KWD aed 10.00 1.0E1 -1 1e999 ORD-1 ORD-1-r1 __proto__".split(" ");
const texts = fc.oneof(fc.constantFrom(null, "", ...usual), fc.string({ maxLength: 20 }));
const anyRemote: fc.Arbitrary<RemoteCheckout> = fc
  .record({
    id: fc.constantFrom(FIRST, SECOND),
    status: fc.option(statuses),
    providerStatus: fc.string({ minLength: 1, maxLength: 20 }),
    requestId: texts,
    orderId: texts,
    currency: texts,
    amount: texts,
    totalRefunded: texts,
    usedPaymentMethod: texts,
  })
  .map((fields) => aRemote(fields));
const totals = fc.integer({ min: 0, max: 1000 });
const plain = { noNullPrototype: true } as const;
const anyAttempt = fc.record({
  attempt: fc.integer({ min: 1, max: 3 }),
  status: statuses,
  totalRefundedMinor: totals,
  observedAt: fc.option(instants),
  paidAt: fc.option(instants),
  expiresAt: instants,
  nextCheckAt: fc.option(instants),
  unchanged: fc.integer({ min: 0, max: 100 }),
  failures: fc.integer({ min: 0, max: 100 }),
  followUp: fc.integer({ min: 0, max: 3 }),
  decrease: fc.option(fc.record({ status: statuses, totalRefundedMinor: totals, since: instants }, plain)),
  correctedAt: fc.option(instants),
  anomaly: fc.option(fc.record({ code: fc.constantFrom(...ANOMALY_CODES), seen: fc.string() }, plain)),
  surplus: fc.boolean(),
});

describe("transition, for any order and any answer", () => {
  it("gives a change without throwing, touches nothing given, and gives the same again", () => {
    const anyOrder = fc.record({
      attempt: anyAttempt,
      status: fc.constantFrom(...ORDER_STATUSES),
      problem: fc.option(fc.constantFrom(...PROBLEM_CODES)),
      paidAt: fc.option(instants),
    });
    const anyObservation = fc.record({
      checkoutId: fc.constantFrom(FIRST, SECOND, checkoutId("other")),
      remote: anyRemote,
      observedAt: instants,
      source: fc.constantFrom(...SOURCES),
    });
    const property = fc.property(anyOrder, anyObservation, ({ attempt, ...fields }, observation) => {
      const attempts = anOrderAt(attempt.status ?? "PENDING", attempt).attempts;
      const order = deepFreeze(anOrder({ ...fields, attempts }));
      const change = observe(order, observation);
      assert.deepEqual(Object.keys(change).toSorted(), ["events", "order"]);
      assert.deepEqual(observe(structuredClone(order), structuredClone(observation)), change);
    });
    prove("transition: any order, any answer", property, budget.anyOrders);
  });
});

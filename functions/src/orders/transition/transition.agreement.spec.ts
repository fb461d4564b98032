import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import {
  anOrderAt,
  anUnknownRemote,
  FIRST,
  observe,
  observeAll,
  secondsOf,
  seen,
  timed,
  typesOf,
} from "../../../test/fixtures/orders.js";
import type { ProviderStatus } from "../../pointcheckout/responses.js";
import type { Order } from "../model/order.js";

type Money = { status: ProviderStatus; refundedMinor: number };
const MONEY: Money[] = [
  { status: "PAID", refundedMinor: 0 },
  { status: "PARTIALLY_REFUNDED", refundedMinor: 300 },
  { status: "PARTIALLY_REFUNDED", refundedMinor: 500 },
  { status: "REFUNDED", refundedMinor: 1000 },
  { status: "CHARGEBACK", refundedMinor: 0 },
];
/** How far each has gone from plain PAID. */
const rank = ({ status, refundedMinor }: Money): number =>
  status === "CHARGEBACK" ? MONEY.length : MONEY.findIndex((one) => one.refundedMinor === refundedMinor);

const read = ({ status, refundedMinor }: Money, seconds: number) =>
  seen({ status, totalRefunded: (refundedMinor / 100).toFixed(2) }, seconds);
const reads = (money: Money, ...moments: number[]) => moments.map((seconds) => read(money, seconds));

const moneyOf = (order: Order): Money => {
  const { status, totalRefundedMinor } = order.attempts[FIRST] ?? assert.fail("the attempt is gone");
  return { status, refundedMinor: totalRefundedMinor };
};

const start = (money: Money): Order => anOrderAt(money.status, { totalRefundedMinor: money.refundedMinor });
const [PAID, PART, , WHOLE, CHARGED] = MONEY as [Money, Money, Money, Money, Money];

describe("transition, less money than known", () => {
  const falls: [string, Money, Money, string][] = [
    ["a lifted chargeback", CHARGED, PAID, "order.chargeback_lifted"],
    ["a refund taken back wholly", WHOLE, PAID, "order.refund_reversed"],
    ["a refund taken back in part", WHOLE, PART, "order.refund_reversed"],
    ["a part refunded no more", PART, PAID, "order.refund_reversed"],
  ];
  for (const [name, from, to, fact] of falls) {
    it(`applies ${name} when a read ten minutes later agrees, and reports it once`, () => {
      const { order, events } = observeAll(start(from), [read(to, 60), read(to, 660), read(to, 720)]);
      assert.deepEqual(moneyOf(order), to);
      assert.deepEqual(typesOf(events), [fact]);
    });

    it(`does not apply ${name} a moment before the ten minutes are over`, () => {
      const { order, events } = observeAll(start(from), [read(to, 60), read(to, 659.999)]);
      assert.deepEqual(moneyOf(order), from);
      assert.deepEqual(events, []);
    });

    it(`forgets ${name} when a read between shows the known money again`, () => {
      const { order, events } = observeAll(start(from), [read(to, 60), read(from, 360), read(to, 700)]);
      assert.deepEqual(moneyOf(order), from);
      assert.deepEqual(events, []);
    });
  }

  it("counts from the first of several agreeing reads", () => {
    const { order } = observeAll(start(CHARGED), [read(PAID, 60), read(PAID, 360), read(PAID, 660)]);
    assert.deepEqual(moneyOf(order), PAID);
  });

  it("does not report a refund again that was reported before the chargeback", () => {
    const charged = { status: "CHARGEBACK", refundedMinor: 1000 } as const;
    const { order, events } = observeAll(start(WHOLE), [read(charged, 60), ...reads(WHOLE, 120, 720)]);
    assert.deepEqual(moneyOf(order), WHOLE);
    assert.deepEqual(typesOf(events), ["order.charged_back", "order.chargeback_lifted"]);
  });

  const words: [ProviderStatus, number, ProviderStatus, string][] = [
    ["REFUNDED", 1000, "PARTIALLY_REFUNDED", "order.refund_reversed"],
    ["REFUNDED", 1000, "PAID", "order.refund_reversed"],
    ["PARTIALLY_REFUNDED", 0, "PAID", "order.refund_reversed"],
    ["PAID", 0, "PARTIALLY_REFUNDED", "order.partially_refunded"],
    ["CHARGEBACK", 0, "PAID", "order.chargeback_lifted"],
  ];
  for (const [from, refundedMinor, to, fact] of words) {
    it(`reports ${fact} once when a vendor without totals says ${to} of what was ${from}`, () => {
      const said = [60, 660, 720].map((seconds) => seen({ status: to, totalRefunded: null }, seconds));
      const { order, events } = observeAll(start({ status: from, refundedMinor }), said);
      assert.equal(moneyOf(order).status, to);
      assert.deepEqual(typesOf(events), [fact]);
    });
  }

  it("looks again as soon as the ten minutes are over", () => {
    const { order } = observe(start(CHARGED), read(PAID, 60));
    assert.equal(secondsOf(order.nextCheckAt), 660);
  });

  it("does not let an older read agree with a newer one", () => {
    const { order } = observeAll(start(PART), [read(PAID, 2000), read(PAID, 1000)]);
    assert.deepEqual(moneyOf(order), PART);
  });

  it("does not raise a refund again by a read older than its reversal", () => {
    const { order, events } = observeAll(start(PART), [read(PAID, 60), read(PAID, 660), read(PART, 100)]);
    assert.deepEqual(moneyOf(order), PAID);
    assert.deepEqual(typesOf(events), ["order.refund_reversed"]);
  });

  it("keeps what was refunded when a chargeback comes with a total of 0, however often", () => {
    const { order, events } = observeAll(start(PART), reads(CHARGED, 60, 660, 1260));
    assert.deepEqual(moneyOf(order), { status: "CHARGEBACK", refundedMinor: 300 });
    assert.deepEqual(typesOf(events), ["order.charged_back"]);
  });

  it("reports the refund that a charged back payment ends in", () => {
    const { order, events } = observeAll(start(CHARGED), reads(WHOLE, 60, 660, 1260));
    assert.deepEqual(moneyOf(order), WHOLE);
    assert.ok(typesOf(events).includes("order.refunded"), `reported ${typesOf(events).join(", ")}`);
  });

  it("reports what is refunded of a charged back payment", () => {
    const more = { status: "CHARGEBACK", refundedMinor: 300 } as const;
    const { order, events } = observe(start(CHARGED), read(more, 60));
    assert.deepEqual(moneyOf(order), more);
    assert.deepEqual(typesOf(events), ["order.partially_refunded"]);
  });

  it("remembers the first of two agreeing reads through a status it does not know", () => {
    const unknown = seen(anUnknownRemote(), 300);
    const { order } = observeAll(start(CHARGED), [read(PAID, 60), unknown]);
    assert.notEqual(order.nextCheckAt, null, "the chargeback may be lifted, and nobody looks again");
  });
});

const anyMoney = fc.constantFrom(...MONEY);
const anyRead = fc.record({ money: anyMoney, gap: fc.integer({ min: 1, max: 900 }) });
const sequences = fc.record({
  from: anyMoney,
  reads: fc.array(anyRead, { minLength: 1, maxLength: 12 }).map(timed),
});

describe("transition, for newer and newer reads of any money", () => {
  it("falls only to what two reads at least ten minutes apart agreed on", () => {
    const property = fc.property(sequences, ({ from, reads }) => {
      let order = start(from);
      for (const [index, { money, seconds }] of reads.entries()) {
        const before = moneyOf(order);
        order = observe(order, read(money, seconds)).order;
        const after = moneyOf(order);
        if (rank(after) >= rank(before)) continue;
        assert.deepEqual(after, money);
        const agreed = reads
          .slice(0, index)
          .some((other) => rank(other.money) === rank(money) && seconds - other.seconds >= 600);
        assert.ok(agreed, `${before.status} fell to ${after.status} at once`);
      }
    });
    prove("transition: series of reads of any money", property, budget.readSeries);
  });

  it("rises at once, whatever was seen before", () => {
    const property = fc.property(sequences, ({ from, reads }) => {
      let order = start(from);
      for (const { money, seconds } of reads) {
        const before = moneyOf(order);
        order = observe(order, read(money, seconds)).order;
        if (rank(money) >= rank(before)) assert.equal(moneyOf(order).status, money.status);
      }
    });
    prove("transition: series of reads of any money", property, budget.readSeries);
  });

  it("arrives where the vendor stays, for reads that follow the schedule", () => {
    const property = fc.property(sequences, anyMoney, ({ from, reads }, end) => {
      const before = reads.map(({ money, seconds }) => read(money, seconds));
      let { order } = observeAll(start(from), [...before, read(end, 20_000)]);
      let seconds = 20_000;
      for (let round = 0; order.nextCheckAt !== null && round < 5; round += 1) {
        seconds = Math.max(seconds + 1, secondsOf(order.nextCheckAt) ?? 0);
        order = observe(order, read(end, seconds)).order;
      }
      assert.equal(moneyOf(order).status, end.status);
      assert.equal(order.nextCheckAt, null);
    });
    prove("transition: series of reads of any money", property, budget.readSeries);
  });
});

import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  anUnknownRemote,
  at,
  FIRST,
  observeAll,
  SECOND,
  secondsOf,
  seen,
  seenSecond,
  typesOf,
} from "../../../test/fixtures/orders.js";
import type { ProviderStatus, RemoteCheckout } from "../../pointcheckout/responses.js";

const twoLinks = () => anOrder({ attempts: { [FIRST]: anAttempt(), [SECOND]: anAttempt({ attempt: 2 }) } });

const paid = { status: "PAID" } as const;
const refunded = { status: "REFUNDED" } as const;
const charged = { status: "CHARGEBACK" } as const;
const part = (totalRefunded: string | null) => ({ status: "PARTIALLY_REFUNDED", totalRefunded }) as const;

describe("transition, what is reported of one link's money", () => {
  const stories: [string, Partial<RemoteCheckout>[], facts: string, from?: ProviderStatus][] = [
    ["a payment", [{ status: "AUTHORIZED" }, paid], "authorized paid"],
    ["a payment first seen when part of it was refunded", [part("3.00")], "paid partially_refunded"],
    ["a payment first seen when all of it was refunded", [refunded], "refunded"],
    ["a payment first seen when charged back", [charged], "charged_back"],
    [
      "a refund in two parts and a whole",
      [paid, part("3.00"), part("5.00"), refunded],
      "paid partially_refunded partially_refunded refunded",
    ],
    [
      "a refund whose total is known before its status",
      [paid, { ...paid, totalRefunded: "5.00" }, part("5.00")],
      "paid partially_refunded",
    ],
    ["a link that is paid after it expired", [{ status: "EXPIRED" }, paid], "expired paid late_success"],
    [
      "a link that can be paid again after it failed",
      [{ status: "FAILED" }, { status: "PENDING" }],
      "failed reopened",
    ],
    [
      "a chargeback that is lifted of an order that was never reported paid",
      [charged, paid, paid],
      "charged_back paid chargeback_lifted",
    ],
    [
      "a chargeback that states the whole, and whose status becomes REFUNDED",
      [charged, refunded, refunded].map((answer) => ({ ...answer, totalRefunded: "10.00" })),
      "charged_back refunded chargeback_lifted",
      "PAID",
    ],
    [
      "a chargeback that comes after a refund without a total, and is lifted",
      [part(null), charged, part(null), part(null)],
      "partially_refunded charged_back chargeback_lifted",
      "PAID",
    ],
  ];
  for (const [name, answers, facts, from = "PENDING"] of stories) {
    const expected = facts.split(" ").map((fact) => `order.${fact}`);
    it(`is ${expected.join(", ")} for ${name}`, () => {
      const reads = answers.map((fields, index) => seen(fields, 600 * (index + 1)));
      const { order, events } = observeAll(anOrderAt(from), reads);
      assert.deepEqual(typesOf(events), expected);
      assert.equal(order.status, answers.at(-1)?.status);
    });
  }

  it("carries the amounts, the source and the statuses between which the order moved", () => {
    const { events } = observeAll(anOrderAt("PAID"), [{ ...seen(part("3.00"), 60), source: "webhook" }]);
    assert.deepEqual(events, [
      {
        type: "order.partially_refunded",
        from: "PAID",
        to: "PARTIALLY_REFUNDED",
        at: at(60),
        source: "webhook",
        checkoutId: FIRST,
        amount: { minor: 1000, currency: "AED", exponent: 2 },
        totalRefundedMinor: 300,
        detail: null,
        visibility: "customer",
      },
    ]);
  });

  for (const totalRefunded of [null, "0.00"]) {
    it(`takes REFUNDED with the total ${totalRefunded} for the full amount`, () => {
      const read = seen({ status: "REFUNDED", totalRefunded }, 60);
      const { order, events } = observeAll(anOrderAt("PAID"), [read]);
      assert.equal(order.attempts[FIRST]?.totalRefundedMinor, 1000);
      assert.deepEqual(pluck(events, "totalRefundedMinor"), [1000]);
    });
  }

  it("is nothing when only the vendor's spelling changes", () => {
    const read = seen({ status: "PAID", providerStatus: "Paid", usedPaymentMethod: "Card" }, 60);
    const { order, events } = observeAll(anOrderAt("PAID"), [read]);
    assert.deepEqual(events, []);
    const { providerStatus, method } = order.attempts[FIRST] ?? {};
    assert.deepEqual([providerStatus, method], ["Paid", "Card"]);
  });

  it("is an unknown status once while it lasts", () => {
    const reads = [60, 120, 180].map((seconds) => seen(anUnknownRemote(), seconds));
    const { order, events } = observeAll(anOrder(), reads);
    assert.deepEqual(typesOf(events), ["order.unknown_status"]);
    assert.deepEqual([order.status, order.attempts[FIRST]?.providerStatus], ["PENDING", "SETTLING"]);
  });
});

describe("transition, what is reported of several links", () => {
  it("is order.paid once, and order.paid_twice for the second payment", () => {
    const reads = [seen(paid, 60), seenSecond(paid, 70)];
    const { order, events } = observeAll(twoLinks(), reads);
    assert.deepEqual(typesOf(events), ["order.paid", "order.paid_twice", "order.problem"]);
    assert.deepEqual([order.status, order.problem], ["PAID", "paid_twice"]);
  });

  it("is a problem that ends when one of two payments is given back", () => {
    const reads = [seen(paid, 60), seenSecond(paid, 70), seenSecond(refunded, 80)];
    const { order, events } = observeAll(twoLinks(), reads);
    assert.deepEqual(typesOf(events.slice(3)), ["order.refunded", "order.problem_resolved"]);
    assert.deepEqual([order.status, order.problem], ["PAID", null]);
  });

  it("has a link due at once that is still open beside a paid one", () => {
    const { order } = observeAll(twoLinks(), [seen(paid, 30)]);
    assert.equal(secondsOf(order.attempts[SECOND]?.nextCheckAt ?? null), 30);
    assert.equal(secondsOf(order.nextCheckAt), 30);
  });

  it("leaves a link alone that has ended beside a paid one", () => {
    const reads = [seenSecond({ status: "EXPIRED" }, 50), seen(paid, 60)];
    assert.equal(observeAll(twoLinks(), reads).order.nextCheckAt, null);
  });

  it("has a link due at once that is authorized after another was paid", () => {
    const reads = [seen(paid, 60), seenSecond({ status: "AUTHORIZED" }, 120)];
    const { order } = observeAll(twoLinks(), reads);
    assert.equal(order.status, "PAID");
    assert.equal(secondsOf(order.attempts[SECOND]?.nextCheckAt ?? null), 120);
  });

  it("is nothing when an earlier link ends beside the present one", () => {
    const { order, events } = observeAll(twoLinks(), [seen({ status: "EXPIRED" }, 60)]);
    assert.deepEqual([order.status, typesOf(events)], ["PENDING", []]);
  });
});

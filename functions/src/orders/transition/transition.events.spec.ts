import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import {
  anAttempt,
  anObservation,
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
import type { Order } from "../model/order.js";

const twoLinks = (): Order =>
  anOrder({ attempts: { [FIRST]: anAttempt(), [SECOND]: anAttempt({ attempt: 2 }) } });

describe("transition, what is reported of one link's money", () => {
  const whole = { totalRefunded: "10.00" };
  const partly = { status: "PARTIALLY_REFUNDED" } as const;
  const stories: [string, Partial<RemoteCheckout>[], string[], from?: ProviderStatus][] = [
    ["a payment", [{ status: "AUTHORIZED" }, { status: "PAID" }], ["order.authorized", "order.paid"]],
    [
      "a payment first seen when part of it was refunded",
      [{ status: "PARTIALLY_REFUNDED", totalRefunded: "3.00" }],
      ["order.paid", "order.partially_refunded"],
    ],
    ["a payment first seen when all of it was refunded", [{ status: "REFUNDED" }], ["order.refunded"]],
    ["a payment first seen when charged back", [{ status: "CHARGEBACK" }], ["order.charged_back"]],
    [
      "a refund in two parts and a whole",
      [
        { status: "PAID" },
        { status: "PARTIALLY_REFUNDED", totalRefunded: "3.00" },
        { status: "PARTIALLY_REFUNDED", totalRefunded: "5.00" },
        { status: "REFUNDED" },
      ],
      ["order.paid", "order.partially_refunded", "order.partially_refunded", "order.refunded"],
    ],
    [
      "a refund whose total is known before its status",
      [
        { status: "PAID" },
        { status: "PAID", totalRefunded: "5.00" },
        { status: "PARTIALLY_REFUNDED", totalRefunded: "5.00" },
      ],
      ["order.paid", "order.partially_refunded"],
    ],
    [
      "a link that is paid after it expired",
      [{ status: "EXPIRED" }, { status: "PAID" }],
      ["order.expired", "order.paid", "order.late_success"],
    ],
    [
      "a link that can be paid again after it failed",
      [{ status: "FAILED" }, { status: "PENDING" }],
      ["order.failed", "order.reopened"],
    ],
    [
      "a charge back that is lifted of an order that was never reported paid",
      [{ status: "CHARGEBACK" }, { status: "PAID" }, { status: "PAID" }],
      ["order.charged_back", "order.paid", "order.chargeback_lifted"],
    ],
    [
      "a charge back that states the whole, and whose status becomes REFUNDED",
      [
        { status: "CHARGEBACK", ...whole },
        { status: "REFUNDED", ...whole },
        { status: "REFUNDED", ...whole },
      ],
      ["order.charged_back", "order.refunded", "order.chargeback_lifted"],
      "PAID",
    ],
    [
      "a charge back that comes after a refund without a total, and is lifted",
      [partly, { status: "CHARGEBACK" }, partly, partly],
      ["order.partially_refunded", "order.charged_back", "order.chargeback_lifted"],
      "PAID",
    ],
  ];
  for (const [name, answers, expected, from = "PENDING"] of stories) {
    it(`is ${expected.join(", ")} for ${name}`, () => {
      const reads = answers.map((fields, index) => seen(fields, 600 * (index + 1)));
      const { order, events } = observeAll(anOrderAt(from), reads);
      assert.deepEqual(typesOf(events), expected);
      assert.equal(order.status, answers.at(-1)?.status);
    });
  }

  it("carries the amounts, the source and the statuses between which the order moved", () => {
    const read = {
      ...seen({ status: "PARTIALLY_REFUNDED", totalRefunded: "3.00" }, 60),
      source: "webhook" as const,
    };
    const { events } = observeAll(anOrderAt("PAID"), [read]);
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
    assert.deepEqual(
      [order.attempts[FIRST]?.providerStatus, order.attempts[FIRST]?.method],
      ["Paid", "Card"],
    );
  });

  it("is an unknown status once while it lasts", () => {
    const reads = [60, 120, 180].map((seconds) =>
      anObservation(anUnknownRemote(), { observedAt: at(seconds) }),
    );
    const { order, events } = observeAll(anOrder(), reads);
    assert.deepEqual(typesOf(events), ["order.unknown_status"]);
    assert.deepEqual([order.status, order.attempts[FIRST]?.providerStatus], ["PENDING", "SETTLING"]);
  });
});

describe("transition, what is reported of several links", () => {
  it("is order.paid once, and order.paid_twice for the second payment", () => {
    const reads = [seen({ status: "PAID" }, 60), seenSecond({ status: "PAID" }, 70)];
    const { order, events } = observeAll(twoLinks(), reads);
    assert.deepEqual(typesOf(events), ["order.paid", "order.paid_twice", "order.problem"]);
    assert.deepEqual([order.status, order.problem], ["PAID", "paid_twice"]);
  });

  it("is a problem that ends when one of two payments is given back", () => {
    const reads = [
      seen({ status: "PAID" }, 60),
      seenSecond({ status: "PAID" }, 70),
      seenSecond({ status: "REFUNDED" }, 80),
    ];
    const { order, events } = observeAll(twoLinks(), reads);
    assert.deepEqual(typesOf(events.slice(3)), ["order.refunded", "order.problem_resolved"]);
    assert.deepEqual([order.status, order.problem], ["PAID", null]);
  });

  it("has a link due at once that is still open beside a paid one", () => {
    const { order } = observeAll(twoLinks(), [seen({ status: "PAID" }, 30)]);
    assert.equal(secondsOf(order.attempts[SECOND]?.nextCheckAt ?? null), 30);
    assert.equal(secondsOf(order.nextCheckAt), 30);
  });

  it("leaves a link alone that has ended beside a paid one", () => {
    const reads = [seenSecond({ status: "EXPIRED" }, 50), seen({ status: "PAID" }, 60)];
    assert.equal(observeAll(twoLinks(), reads).order.nextCheckAt, null);
  });

  it("has a link due at once that is authorized after another was paid", () => {
    const reads = [seen({ status: "PAID" }, 60), seenSecond({ status: "AUTHORIZED" }, 120)];
    const { order } = observeAll(twoLinks(), reads);
    assert.equal(order.status, "PAID");
    assert.equal(secondsOf(order.attempts[SECOND]?.nextCheckAt ?? null), 120);
  });

  it("is nothing when an earlier link ends beside the present one", () => {
    const { order, events } = observeAll(twoLinks(), [seen({ status: "EXPIRED" }, 60)]);
    assert.deepEqual([order.status, typesOf(events)], ["PENDING", []]);
  });
});

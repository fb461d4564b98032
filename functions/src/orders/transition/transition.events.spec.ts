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
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import type { Order } from "../model/order.js";

const twoLinks = (): Order =>
  anOrder({
    attempts: { [FIRST]: anAttempt(), [SECOND]: anAttempt({ attempt: 2 }) },
  });

describe("transition, what is reported of one link's money", () => {
  const stories: [string, Partial<RemoteCheckout>[], string[]][] = [
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
  ];
  for (const [name, answers, expected] of stories) {
    it(`is ${expected.join(", ")} for ${name}`, () => {
      const reads = answers.map((fields, index) => seen(fields, 60 * (index + 1)));
      assert.deepEqual(typesOf(observeAll(anOrder(), reads).events), expected);
    });
  }

  it("is order.paid when a charge back is lifted of an order that was never reported paid", () => {
    const reads = [
      seen({ status: "CHARGEBACK" }, 60),
      seen({ status: "PAID" }, 120),
      seen({ status: "PAID" }, 900),
    ];
    const { order, events } = observeAll(anOrder(), reads);
    assert.deepEqual(typesOf(events), ["order.charged_back", "order.paid", "order.chargeback_lifted"]);
    assert.equal(order.status, "PAID");
  });

  it("is order.refunded once when a charge back states the whole, and its status becomes REFUNDED", () => {
    const whole = { totalRefunded: "10.00" };
    const { order, events } = observeAll(anOrderAt("PAID"), [
      seen({ status: "CHARGEBACK", ...whole }, 60),
      seen({ status: "REFUNDED", ...whole }, 120),
      seen({ status: "REFUNDED", ...whole }, 900),
    ]);
    assert.equal(order.status, "REFUNDED");
    assert.deepEqual(typesOf(events), ["order.charged_back", "order.refunded", "order.chargeback_lifted"]);
  });

  it("is order.partially_refunded once when a charge back comes after a refund without a total", () => {
    const partly = { status: "PARTIALLY_REFUNDED" } as const;
    const { order, events } = observeAll(anOrderAt("PAID"), [
      seen(partly, 60),
      seen({ status: "CHARGEBACK" }, 120),
      seen(partly, 180),
      seen(partly, 900),
    ]);
    assert.equal(order.status, "PARTIALLY_REFUNDED");
    assert.deepEqual(typesOf(events), [
      "order.partially_refunded",
      "order.charged_back",
      "order.chargeback_lifted",
    ]);
  });

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

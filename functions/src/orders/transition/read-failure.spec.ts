import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  anOrderThatHas,
  at,
  checkoutId,
  concluded,
  deepFreeze,
  FIRST,
  observe,
  SECOND,
  secondsOf,
  seen,
} from "../../../test/fixtures/orders.js";
import { PointCheckoutError, type PointCheckoutErrorKind } from "../../pointcheckout/errors.js";
import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import type { Order } from "../model/order.js";
import { recordReadFailure } from "./read-failure.js";

const failure = (kind: PointCheckoutErrorKind, retryAfterMs?: number) =>
  new PointCheckoutError({ kind, operation: "GET checkout/{id}", retryAfterMs });

function record(order: Order, kind: PointCheckoutErrorKind, seconds = 60, retryAfterMs?: number) {
  const error = failure(kind, retryAfterMs);
  const change = recordReadFailure(deepFreeze(order), FIRST, error, at(seconds), "webhook");
  return concluded(order, change ?? assert.fail("no change"));
}
const fail = (...given: Parameters<typeof record>): Order => record(...given).order;

describe("recordReadFailure", () => {
  const passing = ["network", "timeout", "unavailable", "unreadable"] as const;
  const final = [
    ["unauthorized", "credentials_rejected"],
    ["rejected", "checkout_unknown"],
    ["not_found", "checkout_unknown"],
    ["contract", "contract_violation"],
  ] as const;

  it("gives nothing when a read that began later has counted already", () => {
    const order = anOrderAt("PAID", { observedAt: at(100), nextCheckAt: null });
    for (const seconds of [60, 100])
      assert.equal(recordReadFailure(order, FIRST, failure("unauthorized"), at(seconds), "webhook"), null);
    assert.equal(fail(order, "unauthorized", 101).problem, "credentials_rejected");
  });

  it("makes up for the failed read, although an earlier one succeeds after it", () => {
    const failed = fail(anOrder(), "timeout");
    const { order } = observe(failed, seen({ status: "PAID" }, 30));
    assert.deepEqual([order.status, secondsOf(order.nextCheckAt)], ["PAID", 90]);
    assert.equal(order.attempts[FIRST]?.failures, 1);
    const later = observe(order, seen({ status: "PARTIALLY_REFUNDED", totalRefunded: "4.00" }, 91)).order;
    assert.deepEqual([later.status, later.nextCheckAt], ["PARTIALLY_REFUNDED", null]);
  });

  it("is over with a read that began after the failed one", () => {
    const failed = fail(anOrder(), "timeout");
    const { order } = observe(failed, seen({ status: "PAID" }, 61));
    assert.deepEqual([order.status, order.nextCheckAt], ["PAID", null]);
    const { failures, failedAt } = order.attempts[FIRST] ?? {};
    assert.deepEqual([failures, failedAt], [0, null]);
  });

  for (const kind of passing) {
    it(`sees no problem in ${kind}, and asks again after half a minute`, () => {
      const order = fail(anOrder(), kind);
      assert.deepEqual([order.problem, order.attempts[FIRST]?.anomaly], [null, null]);
      assert.equal(secondsOf(order.nextCheckAt), 90);
    });
  }

  for (const [kind, problem] of final) {
    it(`shows ${problem} for ${kind}, and asks again after a minute`, () => {
      const order = fail(anOrder(), kind);
      assert.equal(order.problem, problem);
      assert.equal(secondsOf(order.nextCheckAt), 120);
    });
  }

  for (const status of PROVIDER_STATUSES) {
    it(`leaves ${status} and its money as they are`, () => {
      for (const kind of [...passing, ...final.map(([one]) => one)]) {
        const before = anOrderAt(status, { totalRefundedMinor: 1 });
        const { status: after, paidAt, attempts } = fail(before, kind);
        assert.deepEqual([after, paidAt], [before.status, before.paidAt]);
        const { totalRefundedMinor, observedAt, providerStatus } = attempts[FIRST] ?? anAttempt();
        assert.deepEqual([totalRefundedMinor, observedAt, providerStatus], [1, at(0), status]);
      }
    });
  }

  it("backs off while reads go on failing, how far depends on what may be done about it", () => {
    for (const [kind, longest] of [
      ["unauthorized", 900],
      ["timeout", 1800],
      ["rejected", 900],
      ["not_found", 900],
    ] as const) {
      let order = anOrder();
      for (let round = 0; round < 101; round += 1) order = fail(order, kind);
      assert.equal(secondsOf(order.nextCheckAt), 60 + longest);
    }
  });

  it("asks daily for a checkout that stays unknown for a day: it may be another account's", () => {
    const day = 86_400;
    const seen = anOrderAt("PENDING", { observedAt: at(0) });
    // A single "no" after an outage does not count as that.
    const outage = fail(seen, "timeout", 2 * day);
    const first = fail(outage, "rejected", 2 * day + 100);
    assert.equal(secondsOf(first.nextCheckAt), 2 * day + 100 + 120);
    const second = fail(first, "rejected", 2 * day + 1000);
    assert.equal(secondsOf(second.nextCheckAt), 3 * day + 1000);
    assert.equal(secondsOf(fail(fail(seen, "rejected"), "rejected", day).nextCheckAt), day + 120);
    const unseen = anOrderAt("PENDING", { observedAt: null, createdAt: at(0) });
    assert.equal(secondsOf(fail(fail(unseen, "rejected"), "rejected", 2 * day).nextCheckAt), 3 * day);
  });

  it("waits as long as the vendor asks after a failure that may pass", () => {
    assert.equal(secondsOf(fail(anOrder(), "unavailable", 60, 120_000).nextCheckAt), 180);
  });

  it("gives nothing for a checkout that is none of the order's", () => {
    const other = checkoutId("other");
    assert.equal(recordReadFailure(anOrder(), other, failure("timeout"), at(60), "sweep"), null);
  });

  it("has the order checked at the earliest moment of all its links", () => {
    const attempts = { [FIRST]: anAttempt(), [SECOND]: anAttempt({ nextCheckAt: at(61) }) };
    assert.equal(secondsOf(fail(anOrder({ attempts }), "timeout").nextCheckAt), 61);
  });

  const broken = observe(anOrder(), seen({ amount: "1.00" }, 60)).order;
  const refused = fail(anOrder(), "unauthorized");
  const conflicting = anOrderThatHas("request_conflict");
  for (const [what, before, kind, problem] of [
    ["does not hide a broken invariant that was observed", broken, "unauthorized", "identity_mismatch"],
    ["shows what the newest of several failures was", refused, "not_found", "checkout_unknown"],
    ["remembers a rejected key while the vendor is out of reach", refused, "timeout", "credentials_rejected"],
    ["keeps a problem that is the order's own", conflicting, "timeout", "request_conflict"],
  ] as const) {
    it(what, () => assert.equal(fail(before, kind, 120).problem, problem));
  }

  for (const [kind] of final) {
    it(`heals from ${kind} with the next read that succeeds`, () => {
      const { order } = observe(fail(anOrderAt("PAID"), kind), seen({ status: "PAID" }, 120));
      assert.deepEqual([order.problem, order.nextCheckAt, order.attempts[FIRST]?.failures], [null, null, 0]);
    });
  }

  it("reports a problem when it begins, and none when the read may be repeated", () => {
    const facts = (order: Order, kind: PointCheckoutErrorKind) =>
      record(order, kind).events.map(({ type, detail, source }) => [type, detail, source]);
    assert.deepEqual(facts(anOrder(), "unauthorized"), [
      ["order.problem", "credentials_rejected: unauthorized", "webhook"],
    ]);
    assert.deepEqual(facts(fail(anOrder(), "unauthorized"), "unauthorized"), []);
    assert.deepEqual(facts(anOrder(), "timeout"), []);
  });

  it("does not guess what a kind of failure means that it does not know", () => {
    const kind = "gone" as PointCheckoutErrorKind;
    const unknown = { kind, retryable: false, retryAfterMs: undefined };
    assert.throws(() => recordReadFailure(anOrder(), FIRST, unknown, at(60), "webhook"), /gone/);
  });
});

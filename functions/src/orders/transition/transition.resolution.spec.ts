import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  at,
  detailsOf,
  FIRST,
  observe,
  observeAll,
  SECOND,
  seen,
  seenSecond,
  typesOf,
} from "../../../test/fixtures/orders.js";
import {
  PROVIDER_STATUSES,
  type ProviderStatus,
  type RemoteCheckout,
} from "../../pointcheckout/responses.js";
import type { AnomalyCode, Resolution } from "../model/attempt.js";
import { hasBeenPaid } from "../model/order-status.js";

const answered = (status: ProviderStatus, seconds: number) => seen({ status }, seconds);

/** A paid order of which an administrator has decided so, having seen that. */
function resolved(decision: Resolution, code: AnomalyCode, word: string, status: ProviderStatus = "PAID") {
  const resolution = { decision, code, seen: word };
  const anomaly = decision === "keep_order" ? null : { code, seen: word };
  return anOrderAt(status, { resolution, anomaly });
}
/** One of which it was decided to follow the vendor, who takes the payment back. */
const followed = (word: string, status?: ProviderStatus) =>
  resolved("follow_vendor", "unpaid_after_paid", word, status);

const MONEY = PROVIDER_STATUSES.filter(hasBeenPaid);
const UNPAID = PROVIDER_STATUSES.filter((status) => !hasBeenPaid(status));

describe("transition, where an administrator has decided to follow the vendor", () => {
  for (const from of MONEY) {
    for (const to of UNPAID) {
      it(`moves ${from} to ${to}, once the vendor says it again, and reports it`, () => {
        const { order, events } = observe(followed(to, from), answered(to, 60));
        assert.deepEqual([order.status, order.problem], [to, null]);
        assert.deepEqual(order.attempts[FIRST]?.resolution, null);
        const moved = to === "PENDING" ? "order.reopened" : `order.${to.toLowerCase()}`;
        assert.deepEqual(typesOf(events), ["order.payment_undone", moved, "order.problem_resolved"]);
      });
    }
  }

  it("moves nothing when the vendor says another word than was seen", () => {
    const { order } = observe(followed("FAILED"), answered("EXPIRED", 60));
    assert.deepEqual([order.status, order.problem], ["PAID", "unpaid_after_paid"]);
  });

  it("holds once: after the vendor speaks of the money again, a new word needs a new decision", () => {
    const { order } = observeAll(followed("FAILED"), [answered("PAID", 60), answered("FAILED", 120)]);
    assert.deepEqual([order.status, order.problem], ["PAID", "unpaid_after_paid"]);
  });

  it("takes no read that began before the decision was followed for a payment", () => {
    const { order } = observeAll(followed("FAILED"), [answered("FAILED", 60), answered("PAID", 30)]);
    assert.equal(order.status, "FAILED");
  });

  it("reports a payment that comes after all as order.paid_again, and order.paid never again", () => {
    const reads = [answered("FAILED", 60), answered("PAID", 120), answered("PAID", 180)];
    const { order, events } = observeAll(followed("FAILED"), reads);
    assert.equal(order.status, "PAID");
    const undone = "order.payment_undone order.failed order.problem_resolved";
    assert.equal(typesOf(events).join(" "), `${undone} order.paid_again order.late_success`);
  });

  it("does not pay an order that costs more since its payment was undone, when that payment comes back", () => {
    const { order: undone } = observe(followed("FAILED"), answered("FAILED", 60));
    const amount = { minor: 9_000, currency: "AED", exponent: 2 };
    const dearer = { ...undone, content: { ...undone.content, amount } };
    const { order, events } = observe(dearer, answered("PAID", 120));
    assert.deepEqual([order.status, order.problem], ["PENDING", "amount_differs"]);
    assert.deepEqual(typesOf(events), ["order.amount_differs", "order.late_success", "order.problem"]);
  });

  it("reports the payment of a further link as order.paid_again, not as a second payment", () => {
    const first = anAttempt({ status: "FAILED", paidAt: at(0), correctedAt: at(10) });
    const order = anOrder({
      status: "PENDING",
      paidAt: at(0),
      attempts: { [FIRST]: first, [SECOND]: anAttempt({ attempt: 2 }) },
    });
    const { events } = observe(order, seenSecond({ status: "PAID" }, 60));
    assert.deepEqual(typesOf(events), ["order.paid_again"]);
  });

  it("says nothing of any other problem", () => {
    const start = resolved("follow_vendor", "identity_mismatch", "amount");
    const { order } = observe(start, seen({ status: "FAILED", amount: "9.00" }, 60));
    assert.deepEqual([order.status, order.problem], ["PAID", "identity_mismatch"]);
  });
});

describe("transition, where an administrator has decided to keep the order", () => {
  const paid = { status: "PAID" } as const;
  const kept: [AnomalyCode, string, Partial<RemoteCheckout>, Partial<RemoteCheckout>][] = [
    ["unpaid_after_paid", "FAILED", { status: "FAILED" }, { status: "EXPIRED" }],
    ["identity_mismatch", "amount, PAID", { ...paid, amount: "9.00" }, { ...paid, currency: "USD" }],
    ["refund_total_implausible", "PAID", { ...paid, totalRefunded: "-1" }, { status: "FAILED" }],
    ["amount_absent", "PAID", { ...paid, amount: null }, { status: "REFUNDED", amount: null }],
  ];
  for (const [code, word, same, other] of kept) {
    it(`has no problem while the vendor keeps to ${code}: ${word}, and one when it says something else`, () => {
      const start = resolved("keep_order", code, word);
      const { order, events } = observeAll(start, [seen(same, 60), seen(same, 120)]);
      assert.deepEqual([order.status, order.problem, events], ["PAID", null, []]);
      assert.equal(order.nextCheckAt, null);
      const { order: later } = observe(order, seen(other, 180));
      assert.notEqual(later.problem, null);
      assert.equal(later.status, "PAID");
    });
  }

  it("looks at an open link ever more rarely all the same", () => {
    const start = resolved("keep_order", "identity_mismatch", "amount", "PENDING");
    const wrong = { amount: "9.00" };
    const { order } = observeAll(start, [seen(wrong, 60), seen(wrong, 120), seen(wrong, 240)]);
    assert.equal(order.attempts[FIRST]?.unchanged, 3);
  });

  it("asks again when an unpaid link whose other identity was kept is paid, and when that money goes", () => {
    const start = resolved("keep_order", "identity_mismatch", "amount", "PENDING");
    const { order: kept } = observe(start, seen({ status: "EXPIRED", amount: "9.00" }, 60));
    assert.equal(kept.problem, null);
    const statuses = ["PAID", "PAID", "REFUNDED"] as const;
    const reads = statuses.map((status, index) => seen({ status, amount: "9.00" }, 120 + 60 * index));
    const { order, events } = observeAll(kept, reads);
    assert.deepEqual([order.status, order.problem], ["PENDING", "identity_mismatch"]);
    assert.deepEqual(typesOf(events), ["order.problem", "order.problem"]);
    const said = ["identity_mismatch: amount, PAID", "identity_mismatch: amount, REFUNDED"];
    assert.deepEqual(detailsOf(events, "order.problem"), said);
  });

  it("does not ask again when an older answer does not show the money that was decided about", () => {
    const resolution = { decision: "keep_order", code: "identity_mismatch", seen: "amount, PAID" } as const;
    const start = anOrderAt("PENDING", { resolution });
    const { order, events } = observe(start, seen({ amount: "9.00" }, 60));
    assert.deepEqual([order.problem, events], [null, []]);
  });

  it("ends with the next answer that keeps the invariants", () => {
    const start = resolved("keep_order", "unpaid_after_paid", "FAILED");
    const { order } = observeAll(start, [answered("PAID", 60), answered("FAILED", 120)]);
    assert.equal(order.problem, "unpaid_after_paid");
  });
});

describe("transition, whatever was decided", () => {
  const statuses = fc.constantFrom(...PROVIDER_STATUSES);
  const words = fc.constantFrom<string>(...PROVIDER_STATUSES, "amount", "currency");
  const resolutions = fc.record({
    decision: fc.constantFrom<Resolution>("keep_order", "follow_vendor"),
    code: fc.constantFrom<AnomalyCode>("unpaid_after_paid", "identity_mismatch", "amount_absent"),
    seen: words,
  });

  it("makes money unpaid only where exactly that was decided, of an answer that is the attempt's own", () => {
    const property = fc.property(
      fc.constantFrom(...MONEY),
      resolutions,
      fc.record({ status: statuses, amount: fc.constantFrom("10.00", "9.00", null) }),
      fc.integer({ min: -60, max: 60 }),
      (from, resolution, remote, seconds) => {
        const { order } = observe(anOrderAt(from, { resolution, anomaly: null }), seen(remote, seconds));
        const after = order.attempts[FIRST]?.status ?? from;
        if (hasBeenPaid(after)) return;
        const exactly = { decision: "follow_vendor", code: "unpaid_after_paid", seen: after };
        assert.deepEqual({ ...resolution }, exactly);
        assert.deepEqual([remote.status, remote.amount === "9.00", seconds > 0], [after, false, true]);
      },
    );
    prove("transition: what staff decided", property, budget.decisions);
  });
});

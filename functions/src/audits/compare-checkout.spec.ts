import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import {
  anAttempt,
  anOrder,
  aRemote,
  at,
  deepFreeze,
  FIRST,
  MONEY,
  observe,
  typesOf,
} from "../../test/fixtures/orders.js";
import type { Attempt } from "../orders/model/attempt.js";
import { classify } from "../orders/transition/classify.js";
import { PROVIDER_STATUSES, type ProviderStatus, type RemoteCheckout } from "../pointcheckout/responses.js";
import { compareCheckout } from "./compare-checkout.js";

const LISTED = at(1000);
const hasBeenPaid = (status: ProviderStatus | null) => MONEY.includes(status ?? "");

/** Our side last looked a minute before the listing was asked for. */
const ours = (status: ProviderStatus, fields: Partial<Attempt> = {}) =>
  anAttempt({ status, observedAt: at(940), ...fields });
const theirs = (status: ProviderStatus | null, fields: Partial<RemoteCheckout> = {}) =>
  aRemote({ status, providerStatus: status ?? "SETTLING", ...fields });
const compare = (attempt: Attempt, remote: RemoteCheckout) =>
  compareCheckout("ORD-1", deepFreeze(attempt), deepFreeze(remote), LISTED);

/** Both outcomes of the same answer: the audit's, and that of a read at that moment. */
function both(attempt: Attempt, remote: RemoteCheckout) {
  const order = anOrder({ attempts: { [FIRST]: attempt }, paidAt: attempt.paidAt });
  const seen = { checkoutId: FIRST, remote, observedAt: LISTED };
  return {
    kind: compare(attempt, remote),
    outcome: classify({ orderId: "ORD-1", attempt, ...seen })?.kind,
    facts: typesOf(observe(order, { ...seen, source: "audit" }).events),
  };
}

const totals = fc.constantFrom(0, 1, 250, 999, 1000);
const attempts: fc.Arbitrary<Attempt> = fc
  .record({
    status: fc.constantFrom(...PROVIDER_STATUSES),
    spelling: fc.constantFrom(null, "SETTLING", "Partially refunded"),
    totalRefundedMinor: totals,
    observedAt: fc.constantFrom(null, at(10), at(999.9), LISTED, at(1000.1), at(5000)),
    correctedAt: fc.constantFrom(null, at(900), LISTED, at(1001)),
    anomaly: fc.constantFrom<Attempt["anomaly"]>(
      null,
      { code: "unpaid_after_paid", seen: "PENDING" },
      { code: "identity_mismatch", seen: "amount" },
      { code: "checkout_unknown", seen: "rejected" },
    ),
    decrease: fc.constantFrom<Attempt["decrease"]>(null, {
      status: "PAID",
      totalRefundedMinor: 0,
      since: at(5),
    }),
  })
  .map(({ spelling, ...fields }) =>
    anAttempt({ ...fields, providerStatus: spelling ?? fields.status, attempt: 1 }),
  );
const remotes: fc.Arbitrary<RemoteCheckout> = fc
  .record({
    status: fc.constantFrom(...PROVIDER_STATUSES, null),
    totalRefunded: fc.constantFrom(null, ..."0 0.01 2.50 9.99 10.00 1.0E1 10.01 -1 0.005".split(" ")),
    identity: fc.constantFrom<Partial<RemoteCheckout>>(
      {},
      {},
      {},
      { requestId: null, orderId: null },
      { amount: "10" },
      { amount: "9.99" },
      { currency: "USD" },
      { orderId: "ORD-2" },
      { requestId: "ORD-1-r2" },
    ),
  })
  .map(({ status, totalRefunded, identity }) => theirs(status, { totalRefunded, ...identity }));
/** The vendor's words for what our attempt says; left to chance, two sides seldom agree. */
const agreeing = ({ status, totalRefundedMinor }: Attempt): RemoteCheckout =>
  theirs(status, { totalRefunded: (totalRefundedMinor / 100).toFixed(2) });

describe("compareCheckout", () => {
  for (const status of PROVIDER_STATUSES) {
    it(`agrees with ${status} seen as ${status}`, () => {
      const totalRefundedMinor = status === "REFUNDED" ? 1000 : 0;
      const known = ours(status, { totalRefundedMinor });
      assert.equal(compare(known, theirs(status, { totalRefunded: "0.00" })), null);
    });
    for (const other of PROVIDER_STATUSES.filter((one) => one !== status)) {
      it(`notices ${other} where ours is ${status}`, () => {
        const kind = compare(ours(status), theirs(other, { totalRefunded: "0.00" }));
        if (!hasBeenPaid(other))
          assert.equal(kind, hasBeenPaid(status) ? "money_vanished" : "status_differs");
        else if (!hasBeenPaid(status)) assert.equal(kind, "paid_unnoticed");
        else if (other === "CHARGEBACK" || status === "CHARGEBACK")
          assert.equal(kind, "chargeback_unnoticed");
        else assert.equal(kind, "refund_unnoticed");
      });
    }
    it(`notices a status that nobody knows where ours is ${status}, until it has been seen`, () => {
      assert.equal(compare(ours(status), theirs(null)), "unknown_status");
      assert.equal(compare(ours(status, { providerStatus: "SETTLING" }), theirs(null)), null);
    });
  }

  it("notices every other total, larger, smaller, impossible, and takes none for no other", () => {
    for (const [status, known, totalRefunded, kind] of [
      ["PARTIALLY_REFUNDED", 250, "2.50", null],
      ["PARTIALLY_REFUNDED", 250, "2.5", null],
      ["PARTIALLY_REFUNDED", 250, "25E-1", null],
      ["PARTIALLY_REFUNDED", 250, null, null],
      ["PARTIALLY_REFUNDED", 250, "2.51", "refund_unnoticed"],
      ["PARTIALLY_REFUNDED", 250, "0", "refund_unnoticed"],
      ["PARTIALLY_REFUNDED", 250, "99.00", "refund_unnoticed"],
      ["PARTIALLY_REFUNDED", 250, "-2.50", "refund_unnoticed"],
      ["PARTIALLY_REFUNDED", 250, "2.505", "refund_unnoticed"],
      // Without a total: all of it.
      ["REFUNDED", 800, null, "refund_unnoticed"],
      ["REFUNDED", 1000, null, null],
      // The total 0 of a chargeback: none.
      ["CHARGEBACK", 250, "0.00", null],
      ["CHARGEBACK", 250, "1.00", "refund_unnoticed"],
    ] as const) {
      const found = compare(ours(status, { totalRefundedMinor: known }), theirs(status, { totalRefunded }));
      assert.equal(found, kind, `${status} ${known} ${totalRefunded}`);
    }
  });

  it("notices another identity whatever the status, and however long ago the listing was", () => {
    const others = [{ amount: "1.00" }, { currency: "USD" }, { orderId: "ORD-9" }, { requestId: "x" }];
    for (const observedAt of [at(10), at(5000)])
      for (const other of others)
        assert.equal(compare(ours("PAID", { observedAt }), theirs("PAID", other)), "identity_mismatch");
  });

  it("does not notice again what an administrator has decided to keep, but anything else", () => {
    const mismatch = { decision: "keep_order", code: "identity_mismatch", seen: "amount, PAID" } as const;
    const unpaid = { decision: "keep_order", code: "unpaid_after_paid", seen: "FAILED" } as const;
    const followed = { ...unpaid, decision: "follow_vendor" } as const;
    for (const [resolution, remote, kind] of [
      [mismatch, theirs("PAID", { amount: "1.00" }), null],
      [mismatch, theirs("PAID", { currency: "USD" }), "identity_mismatch"],
      [unpaid, theirs("FAILED"), null],
      [unpaid, theirs("CANCELLED"), "money_vanished"],
      [followed, theirs("FAILED"), "money_vanished"],
    ] as const)
      assert.equal(compare(ours("PAID", { resolution }), remote), kind);
  });

  it("notices money on a link whose other identity was kept", () => {
    const kept = (seen: string) =>
      ours("PENDING", { resolution: { decision: "keep_order", code: "identity_mismatch", seen } });
    const listed = (status: ProviderStatus | null) => theirs(status, { amount: "900.00" });
    for (const [known, seen, kind] of [
      ["amount", "EXPIRED", null],
      ["amount", "PAID", "identity_mismatch"],
      ["amount", null, "identity_mismatch"],
      ["amount, PAID", "PAID", null],
      ["amount, PAID", "REFUNDED", "identity_mismatch"],
      ["amount, PAID", "CHARGEBACK", "identity_mismatch"],
      ["amount, PAID", "PENDING", null],
    ] as const) {
      assert.equal(compare(kept(known), listed(seen)), kind, `${known}, ${seen}`);
    }
  });

  it("does not take a brief listing for a difference", () => {
    const brief = { amount: null, currency: null, orderId: null, requestId: null, totalRefunded: null };
    assert.equal(compare(ours("PAID"), theirs("PAID", brief)), null);
  });

  it("believes a later look of ours over the listing, but for money that it did not see", () => {
    const later = { observedAt: at(1001) };
    assert.equal(compare(ours("CANCELLED", later), theirs("PENDING")), null);
    assert.equal(compare(ours("PAID", later), theirs("PENDING")), null);
    assert.equal(compare(ours("PAID", later), theirs(null)), null);
    assert.equal(compare(ours("REFUNDED", { ...later, totalRefundedMinor: 1000 }), theirs("PAID")), null);
    assert.equal(compare(ours("CHARGEBACK", later), theirs("PAID")), null);
    assert.equal(compare(ours("PENDING", later), theirs("PAID")), "paid_unnoticed");
    assert.equal(compare(ours("PAID", later), theirs("REFUNDED")), "refund_unnoticed");
    const corrected = { ...later, correctedAt: at(1001) };
    assert.equal(compare(ours("PAID", corrected), theirs("REFUNDED")), null);
  });

  it("never reports what a look would confirm", () => {
    let confirmed = 0;
    const property = fc.property(attempts, remotes, (attempt, remote) => {
      for (const answer of [remote, agreeing(attempt)]) {
        const { kind, outcome } = both(attempt, answer);
        if (outcome !== "confirm") continue;
        confirmed += 1;
        assert.equal(kind, null);
      }
    });
    prove("audit: compared checkouts", property, budget.comparisons);
    assert.ok(confirmed > budget.comparisons / 5, `${confirmed} of the cases were confirmed`);
  });

  it("always reports what a look would report, except a problem's end", () => {
    const property = fc.property(attempts, remotes, (attempt, remote) => {
      const { kind, facts } = both(attempt, remote);
      fc.pre(facts.some((type) => type !== "order.problem_resolved"));
      assert.notEqual(kind, null, facts.join(" "));
    });
    prove("audit: compared checkouts", property, budget.comparisons, { maxSkipsPerRun: 1000 });
  });

  it("reports of an older listing only what a look would have to report", () => {
    const property = fc.property(attempts, remotes, (attempt, remote) => {
      const { kind, outcome } = both({ ...attempt, observedAt: at(1000.1) }, remote);
      const isPlausible = ![remote.totalRefunded].some((total) => total === "10.01" || total === "-1");
      if (outcome === undefined && isPlausible && hasBeenPaid(attempt.status)) assert.equal(kind, null);
    });
    prove("audit: compared checkouts", property, budget.comparisons);
  });
});

import assert from "node:assert/strict";
import {
  aLeased,
  anAttempt,
  anOrder,
  anOrderThatHas,
  FIRST,
  observeAll,
  SECOND,
  seen,
  THIRD,
} from "../../../test/fixtures/orders.js";
import { PROVIDER_STATUSES, type ProviderStatus } from "../../pointcheckout/responses.js";
import { ANOMALY_CODES, type AnomalyCode, type Attempt } from "../model/attempt.js";
import type { Order } from "../model/order.js";
import { derive, deriveProblem, deriveStatus } from "./derive.js";

const requests = [aLeased(60, { attempt: 2, requestId: "ORD-1-r2" })];

/** An order whose first link is an earlier one and whose last is the present one. */
function withStatuses(...statuses: ProviderStatus[]): Order {
  const ids = [FIRST, SECOND, THIRD];
  const attempts = statuses.map((status, index) => [ids[index], anAttempt({ attempt: index + 1, status })]);
  return anOrder({ attempts: Object.fromEntries(attempts) });
}

describe("deriveStatus", () => {
  it("is DRAFT without a link, and CREATING while one is asked for", () => {
    const order = anOrder({ attempts: {} });
    assert.equal(deriveStatus(order), "DRAFT");
    assert.equal(deriveStatus({ ...order, requests }), "CREATING");
  });

  for (const status of PROVIDER_STATUSES) {
    it(`is ${status} for one link that is ${status}`, () =>
      assert.equal(deriveStatus(withStatuses(status)), status));
  }

  const several: [ProviderStatus[], ProviderStatus][] = [
    [["PAID", "PENDING"], "PAID"],
    [["PAID", "REFUNDED"], "PAID"],
    [["REFUNDED", "PAID"], "PAID"],
    [["REFUNDED", "PARTIALLY_REFUNDED"], "PARTIALLY_REFUNDED"],
    [["CHARGEBACK", "PAID", "REFUNDED"], "PAID"],
    [["REFUNDED", "CHARGEBACK"], "CHARGEBACK"],
    [["REFUNDED", "PENDING"], "REFUNDED"],
    [["REFUNDED", "AUTHORIZED"], "REFUNDED"],
    [["AUTHORIZED", "PENDING"], "AUTHORIZED"],
    [["PENDING_CONFIRMATION", "FAILED"], "PENDING_CONFIRMATION"],
    [["PENDING_CONFIRMATION", "PENDING"], "PENDING_CONFIRMATION"],
    [["PENDING_CONFIRMATION", "AUTHORIZED"], "AUTHORIZED"],
    [["PENDING_CONFIRMATION", "PAID"], "PAID"],
    [["EXPIRED", "PENDING"], "PENDING"],
    [["PENDING", "CANCELLED"], "CANCELLED"],
  ];
  for (const [statuses, expected] of several) {
    it(`is ${expected} for ${statuses.join(", then ")}`, () =>
      assert.equal(deriveStatus(withStatuses(...statuses)), expected));
  }

  it("stays with a payment while a further link is asked for", () => {
    for (const status of ["PAID", "REFUNDED", "AUTHORIZED", "PENDING_CONFIRMATION"] as const) {
      assert.equal(deriveStatus({ ...withStatuses(status), requests }), status);
    }
    assert.equal(deriveStatus({ ...withStatuses("EXPIRED"), requests }), "CREATING");
  });

  it("does not depend on the order in which the attempts are stored", () => {
    for (const one of PROVIDER_STATUSES) {
      for (const other of PROVIDER_STATUSES) {
        const order = withStatuses(one, other);
        const attempts = Object.fromEntries(Object.entries(order.attempts).toReversed());
        assert.equal(deriveStatus({ ...order, attempts }), deriveStatus(order));
      }
    }
  });
});

describe("derive", () => {
  const link = (order: Order) => derive(order).link?.checkoutId ?? null;
  const attempt = (fields: Partial<Attempt>) => anOrder({ attempts: { [FIRST]: anAttempt(fields) } });

  it("shows the present link while it can be paid, and for the order's amount", () => {
    assert.equal(link(anOrder()), FIRST);
    assert.equal(link(withStatuses("EXPIRED", "PENDING")), SECOND);
    for (const status of PROVIDER_STATUSES.filter((one) => one !== "PENDING"))
      assert.equal(link(attempt({ status })), null, status);
    assert.equal(link(attempt({ url: null })), null);
    assert.equal(link(anOrder({ amount: { minor: 2000, currency: "AED", exponent: 2 } })), null);
    assert.equal(link(anOrder({ amount: "much" })), null);
    assert.equal(link(withStatuses("PAID", "PENDING")), null);
    assert.equal(link(withStatuses("AUTHORIZED", "PENDING")), null);
  });

  it("shows no link while the vendor's answers are about another amount, also if the order is kept", () => {
    const mismatch = [seen({ amount: "99.00" }, 60)];
    const { order } = observeAll(anOrder(), mismatch);
    assert.deepEqual([order.problem, order.link], ["identity_mismatch", null]);
    const resolution = { decision: "keep_order", code: "identity_mismatch", seen: "amount" } as const;
    const kept = observeAll(attempt({ resolution }), mismatch).order;
    assert.deepEqual([kept.problem, kept.link], [null, null]);
    for (const before of [order, kept])
      assert.equal(observeAll(before, [seen({}, 120)]).order.link?.checkoutId, FIRST);
  });

  it("shows the payment that decides the status, and none that was for another amount", () => {
    const sums = { totalRefundedMinor: 300, cashAmountMinor: 50 };
    const paid = attempt({ status: "PARTIALLY_REFUNDED", method: "Card", ...sums });
    const { paid: amount, refunded, cashAmount, method } = derive(paid);
    assert.deepEqual([amount?.minor, refunded?.minor, cashAmount?.minor, method], [1000, 300, 50, "Card"]);
    const unapplied = attempt({ status: "PAID", counts: null });
    assert.deepEqual([derive(unapplied).paid, derive(unapplied).status], [null, "PENDING"]);
    assert.equal(derive(attempt({ status: "REFUNDED", counts: null })).status, "REFUNDED");
  });
});

describe("deriveProblem", () => {
  const anomaly = (code: AnomalyCode) => anAttempt({ anomaly: { code, seen: "x" } });

  it("is null when nothing is wrong", () => assert.equal(deriveProblem(anOrder()), null));

  for (const code of ANOMALY_CODES) {
    it(`is ${code} for an attempt that has it`, () =>
      assert.equal(deriveProblem(anOrder({ attempts: { [FIRST]: anomaly(code) } })), code));
  }

  it("forgets what an attempt no longer has", () => {
    for (const problem of [...ANOMALY_CODES, "paid_twice"] as const) {
      assert.equal(deriveProblem(anOrder({ problem })), null);
    }
  });

  for (const problem of ["foreign_checkout", "request_conflict", "link_host_refused"] as const) {
    it(`keeps ${problem}, also when the vendor cannot be read`, () => {
      const order = anOrderThatHas(problem);
      assert.equal(deriveProblem(order), problem);
      const attempts = { ...order.attempts, [SECOND]: anomaly("credentials_rejected") };
      assert.equal(deriveProblem({ ...order, attempts }), problem);
    });
  }

  const MONEY = ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK"] as const;
  for (const one of MONEY) {
    for (const other of MONEY) {
      it(`is paid_twice for ${one} and ${other}`, () =>
        assert.equal(deriveProblem(withStatuses(one, other)), "paid_twice"));
    }
  }

  it("is none when one of two payments is wholly refunded", () => {
    assert.equal(deriveProblem(withStatuses("REFUNDED", "PAID")), null);
  });

  it("shows a broken invariant before a second payment, and a failed read last", () => {
    const paid = withStatuses("PAID", "PAID");
    const first = paid.attempts[FIRST] ?? anAttempt();
    const withAnomaly = (code: AnomalyCode) => ({
      ...paid,
      attempts: { ...paid.attempts, [FIRST]: { ...first, anomaly: { code, seen: "" } } },
    });
    assert.equal(deriveProblem(withAnomaly("identity_mismatch")), "identity_mismatch");
    assert.equal(deriveProblem(withAnomaly("checkout_unknown")), "paid_twice");
  });

  it("shows the most urgent of several", () => {
    const attempts = { [FIRST]: anomaly("amount_absent"), [SECOND]: anomaly("unpaid_after_paid") };
    assert.equal(deriveProblem(anOrder({ attempts })), "unpaid_after_paid");
  });
});

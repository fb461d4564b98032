import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  anOrderThatHas,
  aRefundLock,
  at,
  concluded,
  FIRST,
  observeAll,
  SECOND,
  seen,
  seenSecond,
  typesOf,
} from "../../../test/fixtures/orders.js";
import { refuseUnapplied } from "../link/link-conditions.js";
import { applyPatch, type Order } from "../model/order.js";
import { DECISIONS, type Decision, PROBLEM_CODES, type ProblemCode } from "../model/problems.js";
import { deriveProblem } from "../transition/derive.js";
import { planResolution, type ResolutionCommand } from "./resolve-problem.js";

/** An order whose only problem is this one. */
function troubled(code: ProblemCode): Order {
  const derived = (order: Order): Order => ({ ...order, problem: deriveProblem(order) });
  switch (code) {
    case "foreign_checkout":
    case "request_conflict":
    case "link_host_refused":
      return anOrderThatHas(code);
    case "refund_mismatch":
      return derived({ ...anOrderAt("PAID"), refund: aRefundLock({ state: "problem", nextCheckAt: null }) });
    case "refund_unknown":
      return derived({ ...anOrderAt("PAID"), refund: aRefundLock({ state: "unknown", nextCheckAt: null }) });
    case "paid_twice": {
      const paid = anAttempt({ status: "PAID" });
      const attempts = { [FIRST]: paid, [SECOND]: { ...paid, attempt: 2, requestId: "ORD-1-r2" } };
      return derived(anOrder({ status: "PAID", paidAt: at(0), attempts }));
    }
    case "amount_differs":
      return anOrderAt("PAID", { counts: null });
    case "identity_mismatch":
    case "unpaid_after_paid":
    case "refund_total_implausible":
    case "amount_absent":
    case "credentials_rejected":
    case "checkout_unknown":
    case "contract_violation":
      return derived(anOrderAt("PAID", { anomaly: { code, seen: "FAILED" } }));
  }
}

const command = (decision: Decision, fields: Partial<ResolutionCommand> = {}): ResolutionCommand => ({
  orderId: "ORD-1",
  decision,
  note: "The bank's letter of 3 May",
  uid: "admin-1",
  ...fields,
});

const plan = (order: Order, given: ResolutionCommand) => planResolution(order, given, at(90));

/** What each decision does to each problem; where none stands, it is refused. */
const EFFECTS: Partial<
  Record<ProblemCode, Partial<Record<Decision, "ends" | "is looked up" | "is given back">>>
> = {
  identity_mismatch: { keep_order: "ends" },
  unpaid_after_paid: { keep_order: "ends", follow_vendor: "is looked up" },
  refund_total_implausible: { keep_order: "ends" },
  refund_mismatch: { refund_done: "ends", refund_not_done: "ends" },
  refund_unknown: { refund_done: "ends", refund_not_done: "ends" },
  amount_absent: { keep_order: "ends" },
  amount_differs: { accept_payment: "ends", refund_payment: "is given back", keep_order: "ends" },
  paid_twice: { keep_order: "ends" },
  foreign_checkout: { keep_order: "ends" },
  request_conflict: { keep_order: "ends" },
  link_host_refused: { keep_order: "ends" },
};

describe("planResolution", () => {
  for (const code of PROBLEM_CODES) {
    for (const decision of DECISIONS) {
      const effect = EFFECTS[code]?.[decision];
      it(`${code}, ${decision}: ${effect ?? "is refused"}`, () => {
        const order = troubled(code);
        assert.equal(order.problem, code);
        if (!effect) {
          assert.throws(() => plan(order, command(decision)), { code: "failed-precondition" });
          return;
        }
        const write = plan(order, command(decision)) ?? assert.fail("nothing was planned");
        const { order: after, events } = concluded(order, write);
        const [event, ...rest] = events;
        assert.deepEqual(
          [event?.type, event?.by, event?.note, event?.detail, event?.visibility],
          ["operation.resolve", "admin-1", "The bank's letter of 3 May", `${decision} ${code}`, "staff"],
        );
        if (decision === "accept_payment") assert.deepEqual([after.status, after.paidAt], ["PAID", at(90)]);
        else assert.deepEqual([after.status, after.paidAt], [order.status, order.paidAt]);
        if (effect === "ends") {
          assert.deepEqual([after.problem, deriveProblem(after)], [null, null]);
          assert.equal(typesOf(rest).at(-1), "order.problem_resolved");
        } else if (effect === "is looked up") {
          assert.deepEqual([after.problem, after.nextCheckAt, rest], [code, at(90), []]);
        } else {
          assert.deepEqual([after, rest], [{ ...order, eventCount: 1 }, []]);
          return;
        }
        assert.equal(plan(after, command(decision)), null, "a repeat decides nothing");
      });
    }
  }

  it("lets the sweep cancel the other links when a payment is accepted", () => {
    const order = troubled("amount_differs");
    const open = anAttempt({ attempt: 2, nextCheckAt: at(3_600) });
    const withOpen = { ...order, attempts: { ...order.attempts, [SECOND]: open } };
    const write = plan(withOpen, command("accept_payment")) ?? assert.fail("nothing was planned");
    assert.deepEqual(write.patch.attempts?.[SECOND], { ...open, nextCheckAt: at(90) });
    assert.equal(write.patch.attempts?.[FIRST]?.counts, "accepted");
  });

  it("reports order.paid of the accepted payment that pays the order, not of a charged back one", () => {
    const order = anOrder({
      attempts: {
        [FIRST]: anAttempt({ status: "CHARGEBACK", counts: null }),
        [SECOND]: anAttempt({ attempt: 2, status: "PAID", counts: null }),
      },
    });
    const { order: after, events } = concluded(order, plan(order, command("accept_payment")));
    assert.equal(after.status, "PAID");
    const paid = events.filter(({ type }) => type === "order.paid");
    assert.deepEqual(pluck(paid, "checkoutId"), [SECOND]);
  });

  it("keeps a charged back payment for another amount beside the order, which may get a link again", () => {
    const charged = anOrderAt("CHARGEBACK", { counts: null });
    assert.throws(() => refuseUnapplied(charged), /An administrator has to decide/);
    const { order: after } = concluded(charged, plan(charged, command("keep_order")));
    assert.deepEqual([after.status, after.problem, after.keptPayments], ["PENDING", null, [FIRST]]);
    refuseUnapplied(after);
    const other = { [SECOND]: anAttempt({ attempt: 2, status: "PAID", counts: null }) };
    assert.equal(deriveProblem({ ...after, attempts: { ...after.attempts, ...other } }), "amount_differs");
  });

  it("refuses with what is to be done instead", () => {
    assert.throws(() => plan(troubled("credentials_rejected"), command("keep_order")), /Correct the secrets/);
    assert.throws(
      () => plan(troubled("unpaid_after_paid"), command("refund_done")),
      /refund_done does not settle unpaid_after_paid\. Possible: keep_order, follow_vendor\./,
    );
  });

  it("decides nothing of an order without problems, or without the one that is named", () => {
    assert.equal(plan(anOrder(), command("keep_order")), null);
    const order = troubled("foreign_checkout");
    assert.equal(plan(order, command("keep_order", { problem: "paid_twice" })), null);
  });

  it("wants to know which of several problems is meant, and leaves the others", () => {
    const order = { ...troubled("paid_twice"), unresolved: ["foreign_checkout" as const] };
    assert.throws(() => plan(order, command("keep_order")), {
      code: "invalid-argument",
      message: /paid_twice, foreign_checkout/,
    });
    const write = plan(order, command("keep_order", { problem: "paid_twice" }));
    const { order: after, events } = concluded(order, write);
    assert.equal(after.problem, "foreign_checkout");
    assert.deepEqual(typesOf(events), ["operation.resolve"]);
  });

  it("decides an anomaly on each link that has it", () => {
    const anomaly = { code: "unpaid_after_paid", seen: "FAILED" } as const;
    const attempts = {
      [FIRST]: anAttempt({ status: "REFUNDED", anomaly }),
      [SECOND]: anAttempt({ attempt: 2, status: "PAID", anomaly: { ...anomaly, seen: "EXPIRED" } }),
    };
    const order = anOrder({ status: "PAID", attempts, problem: "unpaid_after_paid" });
    const { order: after } = concluded(order, plan(order, command("keep_order")));
    assert.deepEqual(
      Object.values(after.attempts).map(({ resolution }) => resolution?.seen),
      ["FAILED", "EXPIRED"],
    );
    assert.equal(after.problem, null);
  });

  it("is asked for when a refunded order is paid late by another link, until that is kept or refunded", () => {
    const attempts = { [FIRST]: anAttempt({ status: "EXPIRED" }), [SECOND]: anAttempt({ attempt: 2 }) };
    const { order, events } = observeAll(anOrder({ attempts }), [
      seenSecond({ status: "PAID" }, 60),
      seenSecond({ status: "REFUNDED" }, 120),
      seen({ status: "PAID" }, 180),
    ]);
    assert.deepEqual([order.status, order.problem], ["PAID", "paid_twice"]);
    assert.deepEqual(typesOf(events).slice(-3), ["order.paid_twice", "order.late_success", "order.problem"]);
    const { order: kept } = concluded(order, plan(order, command("keep_order")));
    assert.deepEqual([kept.problem, kept.unresolved], [null, []]);
    assert.equal(observeAll(order, [seen({ status: "REFUNDED" }, 240)]).order.problem, null);
  });

  it("makes a third payment a problem again", () => {
    const order = troubled("paid_twice");
    const kept = applyPatch(order, plan(order, command("keep_order"))?.patch ?? {});
    const third = { "1601731695315563243": anAttempt({ attempt: 3, status: "PAID" }) };
    assert.equal(deriveProblem({ ...kept, attempts: { ...kept.attempts, ...third } }), "paid_twice");
  });

  for (const [decision, state] of [
    ["refund_done", "done"],
    ["refund_not_done", "abandoned"],
  ] as const) {
    it(`frees the order for another refund by ${decision}, and keeps ${state} in the record`, () => {
      const order = troubled("refund_mismatch");
      const write = plan(order, command(decision)) ?? assert.fail("nothing was planned");
      assert.equal(applyPatch(order, write.patch).refund, null);
      assert.deepEqual(write.refundRecord, {
        referenceId: "r1",
        state,
        totalAfterMinor: 0,
        settledAt: at(90),
      });
      const settled = write.facts?.find(({ type }) => type === "operation.refund_settled");
      assert.deepEqual([settled?.detail, settled?.amount?.minor, settled?.checkoutId], [state, 400, FIRST]);
    });
  }

  it("leaves a refund that is still under way", () => {
    const order = { ...anOrderAt("PAID"), refund: aRefundLock({ state: "asked", nextCheckAt: null }) };
    assert.equal(plan(order, command("refund_not_done")), null);
    const other = {
      ...troubled("foreign_checkout"),
      refund: aRefundLock({ state: "asked", nextCheckAt: null }),
    };
    assert.throws(() => plan(other, command("refund_not_done")), { code: "failed-precondition" });
  });
});

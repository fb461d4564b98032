import assert from "node:assert/strict";
import { CHECKOUT_STATUSES, type CheckoutStatus, isLawful, MOVES, type Move, planMove } from "./plan-move.js";
import { UnlawfulMove } from "./refusal.js";

const PLAIN_TARGETS: Partial<Record<Move, CheckoutStatus>> = {
  pay: "PAID",
  authorize: "AUTHORIZED",
  "await-confirmation": "PENDING_CONFIRMATION",
  "confirm-pending": "PAID",
  capture: "PAID",
  fail: "FAILED",
  cancel: "CANCELLED",
  expire: "EXPIRED",
  chargeback: "CHARGEBACK",
  reopen: "PENDING",
};

function state(status: CheckoutStatus, totalRefundedMinor = 0n) {
  return { status, amountMinor: 1000n, totalRefundedMinor };
}

describe("planMove", () => {
  for (const status of CHECKOUT_STATUSES) {
    for (const move of MOVES) {
      const lawful = isLawful(move, status);
      it(`${lawful ? "allows" : "refuses"} "${move}" of a checkout that is ${status}`, () => {
        if (!lawful) {
          assert.throws(() => planMove(state(status), { move }), UnlawfulMove);
          return;
        }
        const target = PLAIN_TARGETS[move];
        const planned = planMove(state(status), { move });
        if (target !== undefined) assert.equal(planned.status, target);
      });

      it(`makes "${move}" of a checkout that is ${status} when forced`, () => {
        const target = PLAIN_TARGETS[move];
        const planned = planMove(state(status), { move, force: true });
        if (target !== undefined) assert.equal(planned.status, target);
      });
    }
  }

  it("lets only an open checkout be paid, and never a settled one be cancelled", () => {
    assert.deepEqual(
      CHECKOUT_STATUSES.filter((status) => isLawful("pay", status)),
      ["PENDING"],
    );
    assert.deepEqual(
      CHECKOUT_STATUSES.filter((status) => isLawful("cancel", status)),
      ["PENDING", "AUTHORIZED"],
    );
  });

  it("refunds in parts until nothing is left", () => {
    const part = planMove(state("PAID"), { move: "refund", amountMinor: 400n });
    assert.deepEqual(part, { status: "PARTIALLY_REFUNDED", totalRefundedMinor: 400n });
    const rest = planMove(state(part.status, part.totalRefundedMinor), { move: "refund" });
    assert.deepEqual(rest, { status: "REFUNDED", totalRefundedMinor: 1000n });
  });

  it("refuses to refund more than was paid", () => {
    assert.throws(
      () => planMove(state("PARTIALLY_REFUNDED", 400n), { move: "refund", amountMinor: 601n }),
      UnlawfulMove,
    );
  });

  it("reverses a refund, in part or whole", () => {
    assert.deepEqual(planMove(state("REFUNDED", 1000n), { move: "reverse-refund", amountMinor: 300n }), {
      status: "PARTIALLY_REFUNDED",
      totalRefundedMinor: 700n,
    });
    assert.deepEqual(planMove(state("REFUNDED", 1000n), { move: "reverse-refund" }), {
      status: "PAID",
      totalRefundedMinor: 0n,
    });
    assert.throws(
      () => planMove(state("REFUNDED", 1000n), { move: "reverse-refund", amountMinor: 1001n }),
      UnlawfulMove,
    );
  });

  it("gives back the refunds' status when a chargeback is lifted", () => {
    assert.equal(planMove(state("CHARGEBACK"), { move: "lift-chargeback" }).status, "PAID");
    assert.equal(planMove(state("CHARGEBACK", 1n), { move: "lift-chargeback" }).status, "PARTIALLY_REFUNDED");
  });
});

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
  const assertMoves = (status: CheckoutStatus, move: Move, force: boolean) => {
    const target = PLAIN_TARGETS[move];
    const planned = planMove(state(status), { move, force });
    if (target !== undefined) assert.equal(planned.status, target);
  };
  for (const status of CHECKOUT_STATUSES)
    for (const move of MOVES) {
      const lawful = isLawful(move, status);
      it(`${lawful ? "allows" : "refuses"} "${move}" of a checkout that is ${status}`, () =>
        lawful
          ? assertMoves(status, move, false)
          : assert.throws(() => planMove(state(status), { move }), UnlawfulMove));

      it(`makes "${move}" of a checkout that is ${status} when forced`, () =>
        assertMoves(status, move, true));
    }

  it("lets only an open checkout be paid, and never a settled one be cancelled", () => {
    const allowing = (move: Move) => CHECKOUT_STATUSES.filter((status) => isLawful(move, status));
    assert.deepEqual([allowing("pay"), allowing("cancel")], [["PENDING"], ["PENDING", "AUTHORIZED"]]);
  });

  it("refunds in parts until nothing is left", () => {
    const part = planMove(state("PAID"), { move: "refund", amountMinor: 400n });
    assert.deepEqual(part, { status: "PARTIALLY_REFUNDED", totalRefundedMinor: 400n });
    const rest = planMove(state(part.status, part.totalRefundedMinor), { move: "refund" });
    assert.deepEqual(rest, { status: "REFUNDED", totalRefundedMinor: 1000n });
  });

  it("refuses to refund more than was paid", () => {
    const refunded = state("PARTIALLY_REFUNDED", 400n);
    assert.throws(() => planMove(refunded, { move: "refund", amountMinor: 601n }), UnlawfulMove);
  });

  it("reverses a refund, in part or whole", () => {
    const reverse = (part: { amountMinor?: bigint }) =>
      planMove(state("REFUNDED", 1000n), { move: "reverse-refund", ...part });
    const rest = { status: "PARTIALLY_REFUNDED", totalRefundedMinor: 700n };
    assert.deepEqual(reverse({ amountMinor: 300n }), rest);
    assert.deepEqual(reverse({}), { status: "PAID", totalRefundedMinor: 0n });
    assert.throws(() => reverse({ amountMinor: 1001n }), UnlawfulMove);
  });

  it("gives back the refunds' status when a chargeback is lifted", () => {
    assert.equal(planMove(state("CHARGEBACK"), { move: "lift-chargeback" }).status, "PAID");
    assert.equal(planMove(state("CHARGEBACK", 1n), { move: "lift-chargeback" }).status, "PARTIALLY_REFUNDED");
  });
});

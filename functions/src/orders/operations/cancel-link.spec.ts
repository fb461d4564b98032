import assert from "node:assert/strict";
import { aLeased, anAttempt, anOrder, anOrderAt, FIRST, SECOND } from "../../../test/fixtures/orders.js";
import type { ProviderStatus } from "../../pointcheckout/responses.js";
import type { Order } from "../model/order.js";
import type { OrderErrorCode } from "../model/order-error.js";
import { type CancellationAnswer, checkCancelled, planCancellation } from "./cancel-link.js";

describe("planCancellation", () => {
  const table = {
    cancel: ["PENDING", "AUTHORIZED"],
    look: ["FAILED", "CANCELLED", "EXPIRED"],
    refuse: ["PENDING_CONFIRMATION", "PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"],
  } as const;
  for (const [expected, statuses] of Object.entries(table)) {
    for (const status of statuses)
      it(`${expected}s when the link is ${status}`, () => {
        const plan = () => planCancellation(anOrderAt(status));
        if (expected !== "refuse") return assert.deepEqual(plan(), { kind: expected, checkoutId: FIRST });
        const details = [{ path: "status", message: status }];
        assert.throws(plan, { code: "failed-precondition", message: new RegExp(status), details });
      });
  }

  it("is of an authorized link when the present one has ended, and of the present one otherwise", () => {
    const attempts = (present: ProviderStatus) => ({
      [FIRST]: anAttempt({ status: "AUTHORIZED" }),
      [SECOND]: anAttempt({ attempt: 2, status: present }),
    });
    const orderWith = (present: ProviderStatus) =>
      anOrder({ status: "AUTHORIZED", attempts: attempts(present) });
    assert.deepEqual(planCancellation(orderWith("EXPIRED")), { kind: "cancel", checkoutId: FIRST });
    assert.deepEqual(planCancellation(orderWith("PENDING")), { kind: "cancel", checkoutId: SECOND });
  });

  it("is refused beside a paid link, without a link, and while a link is made", () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "PAID" }),
      [SECOND]: anAttempt({ attempt: 2 }),
    };
    const paid = anOrder({ status: "PAID", attempts });
    assert.throws(() => planCancellation(paid), { code: "failed-precondition", message: /PAID/ });
    const draft = anOrder({ attempts: {} });
    assert.throws(() => planCancellation(draft), { code: "failed-precondition", message: /DRAFT/ });
    const requests = [aLeased(0, { attempt: 2 })];
    assert.throws(() => planCancellation(anOrder({ requests })), { code: "aborted" });
  });
});

describe("checkCancelled", () => {
  const answers: CancellationAnswer[] = ["accepted", "refused", "lost", "not-asked"];
  const check = (status: ProviderStatus, answer: CancellationAnswer, isSeen: boolean) => {
    try {
      checkCancelled(anOrderAt(status), FIRST, { answer, isSeen });
      return "done";
    } catch (error) {
      return (error as { code: OrderErrorCode }).code;
    }
  };

  it("is done when the link has ended, whatever was answered", () => {
    for (const status of ["FAILED", "CANCELLED", "EXPIRED"] as const)
      for (const answer of answers)
        for (const isSeen of [true, false]) assert.equal(check(status, answer, isSeen), "done");
  });

  it("reports money, whatever was answered", () => {
    for (const status of ["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"] as const)
      for (const answer of answers)
        for (const isSeen of [true, false])
          assert.equal(check(status, answer, isSeen), "failed-precondition");
  });

  it("names the link's status when it was paid for another amount, which leaves the order PENDING", () => {
    const order = anOrderAt("PAID", { counts: null });
    const refusal = { message: /link is PAID/, details: [{ path: "status", message: "PAID" }] };
    assert.equal(order.status, "PENDING");
    assert.throws(() => planCancellation(order), refusal);
    assert.throws(() => checkCancelled(order, FIRST, { answer: "refused", isSeen: true }), refusal);
  });

  it("is to be called again when the order has got another link meanwhile, or somebody is making one", () => {
    const attempts = { [FIRST]: anAttempt({ status: "CANCELLED" }), [SECOND]: anAttempt({ attempt: 2 }) };
    const requests = [aLeased(0, { attempt: 2, requestId: "ORD-1-r2" })];
    const seen = { answer: "accepted", isSeen: true } as const;
    const check = (order: Order) => () => checkCancelled(order, FIRST, seen);
    assert.throws(check(anOrder({ attempts })), {
      code: "aborted",
      message: /another payment link meanwhile/,
    });
    const making = anOrder({ ...anOrderAt("CANCELLED"), requests });
    assert.throws(check(making), { code: "aborted", message: /being made/ });
  });

  it("guesses nothing of a link that is still open", () => {
    const outcomes = answers.map((answer) => [
      check("PENDING", answer, true),
      check("PENDING", answer, false),
    ]);
    assert.deepEqual(outcomes, [
      ["unavailable", "done"],
      ["failed-precondition", "unavailable"],
      ["unavailable", "unavailable"],
      ["unavailable", "unavailable"],
    ]);
  });
});

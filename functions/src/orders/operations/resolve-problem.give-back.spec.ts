import assert from "node:assert/strict";
import { Desk } from "../../../test/support/refund-desk.js";
import { toStored } from "../model/stored-content.js";

/** 10.00 AED were paid for an order that costs 20.00 now. */
async function unapplied(): Promise<Desk> {
  const desk = await Desk.paid();
  const { content, attempts, ...order } = await desk.order();
  const attempt = attempts[desk.checkoutId] ?? assert.fail("there is no attempt");
  desk.database.put({
    ...order,
    paidAt: null,
    content: toStored({ ...content, amount: { minor: 2000, currency: "AED", exponent: 2 } }),
    attempts: { [desk.checkoutId]: { ...attempt, counts: null } },
  });
  desk.database.events.clear();
  return desk;
}

describe("resolveProblem, a payment for another amount is given back", () => {
  it("once, also when another administrator says so in other words before the answer is known", async () => {
    const desk = await unapplied();
    desk.troubles.push("lost-after");
    await desk.giveBack("He paid the old price");
    await desk.giveBack("Wrong amount");
    assert.deepEqual([desk.refunded, desk.posts.length], [1000, 1]);
  });

  it("once, at whichever step another administrator does the same", async () => {
    for (let last = 1; ; last += 1) {
      const desk = await unapplied();
      let step = 0;
      await desk.decide("refund_payment", {}, async (_name, call) => {
        step += 1;
        if (step === last) await desk.giveBack("Wrong amount");
        return call();
      });
      if (step < last) break;
      assert.deepEqual([desk.refunded, desk.posts.length], [1000, 1], `at step ${last}`);
    }
  });

  it("after the vendor refused it once", async () => {
    const desk = await unapplied();
    desk.troubles.push("refuse");
    const refused = { code: "failed-precondition", message: /too low: .* begin another refund\.$/ };
    await assert.rejects(desk.giveBack("He paid the old price"), refused);
    await desk.giveBack("There is balance now");
    assert.deepEqual([desk.refunded, new Set(desk.posts).size], [1000, 2]);
  });

  it("after the vendor turned it away, which does not speak of a reference that the call lacks", async () => {
    const desk = await unapplied();
    desk.troubles.push("turn-away");
    await assert.rejects(desk.giveBack("He paid the old price"), {
      code: "unavailable",
      message: /unseen\. Repeat the same call\.$/,
    });
    await desk.giveBack("He paid the old price");
    assert.deepEqual([desk.refunded, new Set(desk.posts).size], [1000, 1]);
  });

  it("again, when the vendor has reversed the refund", async () => {
    const desk = await unapplied();
    await desk.giveBack("He paid the old price");
    desk.vendor.change(desk.checkoutId, "PAID", 0);
    await desk.look();
    await desk.pass(15);
    await desk.look();
    assert.equal((await desk.order()).problem, "amount_differs");
    await desk.giveBack("The vendor took it back");
    assert.equal(new Set(desk.posts).size, 2);
  });

  it("only if that was decided of this problem, and not of another one that the order does not have", async () => {
    const desk = await unapplied();
    const { decided } = await desk.decide("refund_payment", { problem: "paid_twice" });
    assert.deepEqual([decided, desk.posts], [false, []]);
  });

  it("without being accepted until that is settled", async () => {
    const desk = await unapplied();
    desk.troubles.push("lost-before");
    await desk.giveBack("He paid the old price");
    const accepting = desk.decide("accept_payment", { problem: "amount_differs" });
    await assert.rejects(accepting, { code: "failed-precondition", message: /given back/ });
    assert.deepEqual(desk.eventsOf("order.paid"), []);
  });

  for (const [decision, message, paid] of [
    ["accept_payment", /accepted meanwhile/, 1],
    ["keep_order", /kept meanwhile/, 0],
  ] as const) {
    it(`not at all when another administrator decides ${decision} at the same moment, whichever it is`, async () => {
      for (let last = 1; ; last += 1) {
        const desk = await unapplied();
        let step = 0;
        const others: Promise<unknown>[] = [];
        const giving = desk.decide("refund_payment", {}, async (name, call) => {
          step += 1;
          // The first two are the read and the write of this decision; once the vendor is asked, nothing else can be decided.
          if (step === last + 2 && name !== "refund") others.push(desk.decide(decision));
          await Promise.allSettled(others);
          return call();
        });
        const [given] = await Promise.allSettled([giving]);
        const [decided] = await Promise.allSettled(others);
        if (!decided) break;
        const isGiven = given.status === "fulfilled";
        assert.equal(decided.status === "rejected", isGiven, `at step ${last}`);
        assert.deepEqual(
          [desk.refunded, desk.eventsOf("order.paid").length],
          isGiven ? [1000, 0] : [0, paid],
        );
        if (given.status === "rejected") assert.match(String(given.reason), message);
      }
    });
  }
});

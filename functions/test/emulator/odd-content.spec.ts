import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, customer, linkFor, runAudit } from "../support/callables.js";
import {
  checkoutDocument,
  eventTypes,
  orderDocument,
  orderInStatus,
  orderWithProblem,
  touch,
} from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

describe("an order whose amount has changed", () => {
  for (const [what, amount] of [
    ["100.00 instead of 55.00", { minor: 10_000, currency: "AED", exponent: 2 }],
    ["KWD instead of AED", { minor: 55_000, currency: "KWD", exponent: 3 }],
  ] as const) {
    it(`is not paid by its old link: ${what}`, async () => {
      const { orderId, checkoutId } = await linkFor(
        linkInput({ amount: "55.00", customerUid: customer.uid }),
      );
      await orderDocument(orderId).update({ amount });
      await vendor.actSilently(checkoutId, "pay");
      await touch(checkoutId);
      const order = await orderWithProblem(orderId, "amount_differs");
      assert.deepEqual([order.status, order.paidAt, order.paid, order.link], ["PENDING", null, null, null]);
      assert.equal(order.attempts[checkoutId]?.status, "PAID");
      const events = await eventTypes(orderId);
      assert.ok(events.includes("order.amount_differs") && !events.includes("order.paid"), events.join());
      const { error } = await createPaymentLink({ orderId }, customer);
      assert.match(error.message, /55\.00 AED were paid/);
    });
  }
});

describe("an order whose checkout document was deleted", () => {
  it("is paid all the same when the audit looks: the document is made again", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const before = (await checkoutDocument(checkoutId).get()).data();
    await checkoutDocument(checkoutId).delete();
    await vendor.actSilently(checkoutId, "pay");
    await runAudit();
    await orderInStatus(orderId, "PAID");
    const after = (await checkoutDocument(checkoutId).get()).data();
    assert.deepEqual({ ...after, touches: 0, touchedBy: "" }, { ...before, touches: 0, touchedBy: "" });
  });
});

import assert from "node:assert/strict";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { call, type Link, linkFor } from "../../functions/test/support/callables.js";
import { databaseOf, orderDocument, orderInStatus, touch } from "../../functions/test/support/firestore.js";
import { vendor } from "../../functions/test/support/vendor.js";
import { waitUntil } from "../../functions/test/support/wait-until.js";

// The second deployment of one project, as docs/going-live.md describes it: prefix "kuwait", database "kuwait".
describe("two vendor accounts in one project", () => {
  const kuwait = databaseOf("kuwait");
  const orderInKuwait = async (orderId: string) => (await kuwait.doc(`orders/${orderId}`).get()).data();

  it("each keep their orders in a database of their own, and follow only their own checkouts", async () => {
    const input = linkInput();
    const { result: theirs } = await call<Link>("kuwait-createPaymentLink", input);
    const ours = await linkFor(input);
    assert.notEqual(theirs.checkoutId, ours.checkoutId);
    assert.equal(theirs.requestId, `kuwait-${input.orderId}-r1`);
    assert.equal(ours.requestId, `${input.orderId}-r1`);

    await vendor.actSilently(theirs.checkoutId, "pay");
    await vendor.actSilently(ours.checkoutId, "cancel");
    await kuwait.doc(`checkouts/${theirs.checkoutId}`).update({ touchedBy: "webhook", touches: 1 });
    await touch(ours.checkoutId);
    await orderInStatus(input.orderId, "CANCELLED");
    await waitUntil(`order ${input.orderId} to be PAID in kuwait`, async () => {
      const order = await orderInKuwait(input.orderId);
      return order?.status === "PAID" && order;
    });
    const { docs } = await orderDocument(input.orderId)
      .collection("events")
      .where("type", "==", "order.paid")
      .get();
    assert.equal(docs.length, 0);
  });
});

import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { call, linkFor } from "../support/callables.js";
import { eventTypes, firestore, orderInStatus, readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

type Imported = { orderId: string; checkoutId: string; status: string; problem: string | null };
const importCheckout = (checkoutId: string) => call<Imported>("importCheckout", { checkoutId });

describe("importCheckout", function () {
  this.timeout(60_000);

  it("makes an order of a portal's link once, which then follows the vendor and leaves the audit", async () => {
    const orderId = newOrderId("PORTAL");
    const { id: checkoutId } = await vendor.createInPortal({ orderId });
    const replies = await Promise.all([importCheckout(checkoutId), importCheckout(checkoutId)]);
    const expected = { orderId, checkoutId, status: "PENDING", problem: null };
    assert.deepEqual(
      replies.map(({ result }) => result),
      [expected, expected],
    );
    assert.deepEqual(await eventTypes(orderId), ["operation.import", "order.link_created"]);
    const { auditId } = (await call<{ auditId: string }>("runAudit", {})).result;
    assert.equal((await firestore.doc(`audits/${auditId}/differences/${checkoutId}`).get()).exists, false);
    await vendor.actSilently(checkoutId, "pay");
    await call("refreshOrder", { orderId });
    await orderInStatus(orderId, "PAID");
  });

  it("refuses a link beside an order's own, and one that nobody knows", async () => {
    const link = await linkFor(linkInput());
    const { id } = await vendor.createInPortal({ orderId: link.orderId });
    assert.equal((await importCheckout(id)).error.status, "FAILED_PRECONDITION");
    assert.deepEqual(Object.keys((await readOrder(link.orderId))?.attempts ?? {}), [link.checkoutId]);
    assert.equal((await importCheckout("1999999999999999990")).error.status, "NOT_FOUND");
  });
});

import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { newOrderId } from "../fixtures/link-input.js";
import { call, runAudit } from "../support/callables.js";
import { differenceOf, eventTypes } from "../support/firestore.js";
import { moveLink } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const importCheckout = (checkoutId: string) => call("importCheckout", { checkoutId });

describe("importCheckout", () => {
  it("makes an order of a portal's link once, which then follows the vendor and leaves the audit", async () => {
    const orderId = newOrderId("PORTAL");
    const { id: checkoutId } = await vendor.createInPortal({ orderId });
    const replies = await Promise.all([importCheckout(checkoutId), importCheckout(checkoutId)]);
    const expected = { orderId, checkoutId, status: "PENDING", problem: null };
    assert.deepEqual(pluck(replies, "result"), [expected, expected]);
    assert.deepEqual(await eventTypes(orderId), ["operation.import", "order.link_created"]);
    assert.equal(await differenceOf(await runAudit(), checkoutId), undefined);
    await moveLink({ orderId, checkoutId }, "pay", "PAID");
  });

  it("knows no link that the vendor does not know", async () => {
    assert.equal((await importCheckout("1999999999999999990")).error.status, "NOT_FOUND");
  });
});

import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { admin, call, linkFor, refund, runAudit, sweepOrders } from "../support/callables.js";
import { orderDocument, orderInStatus } from "../support/firestore.js";
import { moveLink, unnoticedPaidLink } from "../support/move-link.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";

describe("an order with an id as shops write it", () => {
  sideBySide((it) => {
    for (const [written, document] of [
      ["#", "#"],
      ["2024/123 of ", "2024%2F123 of "],
      ["100% ", "100%25 "],
      ["__", "%5F%5F"],
    ] as const) {
      it(`is linked, paid, refreshed, refunded, swept and audited: ${written}…`, async () => {
        const unique = `${newOrderId()}${written === "__" ? "__" : ""}`;
        const orderId = `${written}${unique}`;
        const link = await linkFor(linkInput({ orderId }));
        assert.deepEqual([link.orderId, link.requestId], [orderId, `${orderId}-r1`]);
        assert.equal(orderDocument(orderId).id, `${document}${unique}`);
        assert.equal((await orderDocument(orderId).get()).get("orderId"), orderId);
        assert.equal((await linkFor({ orderId })).checkoutId, link.checkoutId);
        await moveLink(link, "pay", "PAID");
        const shown = await call<{ orderId: string; status: string }>("refreshOrder", { orderId }, admin);
        assert.deepEqual([shown.result.orderId, shown.result.status], [orderId, "PAID"]);
        const refunded = await refund({ orderId, amount: "1.50" });
        assert.equal(refunded.result?.state, "done", JSON.stringify(refunded.error));
        assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 150);
      });
    }
  });

  it("is paid without a notification: the sweep finds it, and the audit takes its checkout for ours", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink(linkInput({ orderId: `No. 7/${newOrderId()}` }));
    await sweepOrders(2);
    await orderInStatus(orderId, "PAID");
    assert.ok(await runAudit());
    const noted = await orderDocument(orderId).firestore.collectionGroup("differences").get();
    assert.ok(!noted.docs.some(({ id }) => id === checkoutId));
  });
});

import assert from "node:assert/strict";
import { call } from "../support/callables.js";
import { checkoutDocument, eventTypes } from "../support/firestore.js";
import { linkAfter } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const capture = (orderId: string) => call<{ status: string }>("capturePayment", { orderId });

describe("capturePayment", () => {
  it("captures by the id that a webhook named, once, and succeeds again", async () => {
    const { orderId, checkoutId } = await linkAfter("authorize", "AUTHORIZED");
    const [entry] = await vendor.ledger(orderId);
    await checkoutDocument(checkoutId).update({ referenceId: entry?.paymentReference });
    assert.equal((await capture(orderId)).result?.status, "PAID");
    assert.equal((await capture(orderId)).result?.status, "PAID");
    assert.equal((await vendor.requests({ operation: "capture-payment", checkoutId })).length, 1);
    const captures = (await eventTypes(orderId)).filter((type) => type === "operation.capture");
    assert.equal(captures.length, 1);
  });
});

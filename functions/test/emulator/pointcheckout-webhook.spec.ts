import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor } from "../support/callables.js";
import { checkoutDocument, eventTypes, orderDocument, orderInStatus } from "../support/firestore.js";
import { unnoticedPaidLink } from "../support/move-link.js";
import { newWebhookSecret } from "../support/sign-webhook.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";
import { deliverWebhook, webhookUrl } from "../support/webhook.js";

const checkoutFields = async (checkoutId: string) => (await checkoutDocument(checkoutId).get()).data();

describe("pointcheckoutWebhook", () => {
  afterEach(() => vendor.clearFaults());

  it("turns a signed delivery into a paid order, and keeps the payment reference as a candidate", async () => {
    const { checkoutId, orderId } = await unnoticedPaidLink();
    assert.equal(await deliverWebhook({ id: checkoutId, orderId, referenceId: "PAY-77" }), 200);
    await orderInStatus(orderId, "PAID");
    const checkout = await checkoutFields(checkoutId);
    assert.deepEqual([checkout?.touchedBy, checkout?.referenceId], ["webhook", "PAY-77"]);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("takes no status from the body", async () => {
    const { checkoutId, orderId } = await linkFor(linkInput());
    assert.equal(await deliverWebhook({ id: checkoutId, orderId, status: "PAID", totalRefunded: 3 }), 200);
    await waitUntil("the vendor to be asked", async () => (await vendor.reads(checkoutId)) > 0);
    await orderInStatus(orderId, "PENDING");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created"]);
  });

  it("refuses a forged, a stale and a tampered delivery, and asks the vendor nothing", async () => {
    const { checkoutId, orderId } = await linkFor(linkInput());
    const body = { id: checkoutId, orderId };
    const before = await checkoutFields(checkoutId);
    const stale = Math.floor(Date.now() / 1000) - 400;
    assert.equal(await deliverWebhook(body, { secrets: [newWebhookSecret("somebody else's secret")] }), 401);
    assert.equal(await deliverWebhook(body, { timestamp: stale }), 401);
    const unsigned = await fetch(webhookUrl, { method: "POST", body: JSON.stringify(body) });
    assert.equal(unsigned.status, 401);
    assert.deepEqual(await checkoutFields(checkoutId), before);
    assert.equal(await vendor.reads(checkoutId), 0);
  });

  it("takes a replay for what it is: one more look, and no second event", async () => {
    const { checkoutId, orderId } = await unnoticedPaidLink();
    for (let round = 0; round < 3; round += 1) {
      assert.equal(await deliverWebhook({ id: checkoutId, orderId }, { id: "msg_replayed" }), 200);
      await orderInStatus(orderId, "PAID");
    }
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("answers other methods, too much and nonsense as documented", async () => {
    const refused = await fetch(webhookUrl);
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get("allow"), "POST");
    assert.equal(await deliverWebhook({ id: "1601731695315563241", more: "x".repeat(65_536) }), 413);
    assert.equal(await deliverWebhook({ id: null }), 400);
    // The platform parses JSON by itself, and refuses what is none before the function sees it.
    assert.equal(await deliverWebhook("{"), 400);
    const unknown = { id: "9999999999999999999", orderId: "NOT-OURS", customerReference: "nobody" };
    assert.equal(await deliverWebhook(unknown), 200);
    assert.equal(await checkoutFields(unknown.id), undefined);
    assert.equal((await orderDocument(unknown.orderId).get()).exists, false);
  });
});

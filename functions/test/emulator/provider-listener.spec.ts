import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ProviderListener } from "../../src/notifications/provider-listener.js";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor } from "../support/callables.js";
import { checkoutDocument, orderInStatus } from "../support/firestore.js";
import { forgetOpenOrders, startListening } from "../support/listening.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

describe("provider listener", () => {
  let listener: ProviderListener | undefined;
  before(forgetOpenOrders);
  afterEach(async () => {
    await listener?.close();
    listener = undefined;
  });

  it("touches once for one content, however often it is started", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.act(checkoutId, "authorize");
    for (let round = 0; round < 3; round += 1) {
      const onRead = mock.fn();
      const one = startListening({ rereadMs: 100, onRead });
      await orderInStatus(orderId, "AUTHORIZED");
      await waitUntil("it to have read the document twice", async () => onRead.mock.callCount() >= 2);
      await one.close();
    }
    const checkout = await checkoutDocument(checkoutId).get();
    assert.equal(checkout.get("touches"), 1);
    assert.match(String(checkout.get("providerDigest")), /^[0-9a-f]{64}$/);
  });

  it("follows open orders only, as they come and go", async () => {
    listener = startListening();
    const links = [await linkFor(linkInput()), await linkFor(linkInput()), await linkFor(linkInput())];
    const open = listener;
    await waitUntil("three orders to be followed", async () => open.followed() >= 3);
    const followed = open.followed();
    for (const { checkoutId } of links) await vendor.act(checkoutId, "cancel");
    for (const { orderId } of links) await orderInStatus(orderId, "CANCELLED");
    await waitUntil("the settled ones to be dropped", async () => open.followed() <= followed - 3);
  });
});

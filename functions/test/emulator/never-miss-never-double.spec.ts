import assert from "node:assert/strict";
import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import { reconcile } from "../../src/orders/reconcile/reconcile.js";
import { FirestoreOrderStore } from "../../src/orders/store/firestore-order-store.js";
import { createPointCheckoutClient } from "../../src/pointcheckout/client.js";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, type Link, linkFor, runAudit, runSchedule } from "../support/callables.js";
import { environment } from "../support/environment.js";
import {
  eventTypes,
  firestore,
  orderInStatus,
  orderOnce,
  readOrder,
  type StoredOrder,
  touch,
} from "../support/firestore.js";
import { redeliver } from "../support/redeliver.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";
import { deliverWebhook } from "../support/webhook.js";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const PAID_ONCE = ["order.link_created", "order.paid"];

/** An order that is paid, and knows it. */
async function aPaidLink(input = linkInput()): Promise<Link> {
  const link = await linkFor(input);
  await vendor.actSilently(link.checkoutId, "pay");
  await deliverWebhook({ id: link.checkoutId, orderId: link.orderId });
  await orderInStatus(link.orderId, "PAID");
  return link;
}

/** Each of these is known to have gone wrong in a payment integration that many use. */
describe("never miss, never double", () => {
  afterEach(() => vendor.clearFaults());

  it("an older read that overtakes a newer one changes nothing", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    // Looked up at once, while nothing is paid; answered late, when everything is.
    await vendor.fault("get-checkout", "latency", { checkoutId, ms: 2_500, when: "after" });
    const older = redeliver(checkoutId, await touch(checkoutId));
    await waitUntil("the older read to begin", async () => (await vendor.reads(checkoutId)) > 0);
    await vendor.actSilently(checkoutId, "pay");
    const newer = await touch(checkoutId);
    assert.equal(await redeliver(checkoutId, newer), 200);
    await orderInStatus(orderId, "PAID");
    assert.equal(await older, 200);
    const order = await readOrder(orderId);
    assert.deepEqual([order?.status, order?.problem], ["PAID", null]);
    assert.deepEqual(await eventTypes(orderId), PAID_ONCE);
  });

  it("a vendor that is down while it notifies is not taken for done", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.actSilently(checkoutId, "pay");
    await vendor.fault("get-checkout", "status", { checkoutId, status: 503, times: null });
    assert.equal(await deliverWebhook({ id: checkoutId, orderId }), 200);
    const isFailed = (order: StoredOrder) => order.attempts[checkoutId]?.failures;
    const failed = await orderOnce(orderId, "note the failure", isFailed);
    const nextCheckAt = failed.attempts[checkoutId]?.nextCheckAt;
    assert.ok(nextCheckAt, "nobody would look again");
    assert.equal(failed.status, "PENDING");
    await vendor.clearFaults();
    // Schedules come on whole milliseconds; the due date has microseconds, and a date made of it is rounded.
    await runSchedule("sweepOrders", new Date(nextCheckAt.toMillis() + 1));
    await orderInStatus(orderId, "PAID");
    assert.deepEqual(await eventTypes(orderId), PAID_ONCE);
  });

  it("a crash between read and write loses nothing, and doubles nothing", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.actSilently(checkoutId, "pay");
    const checkouts = new FirestoreCheckoutStore(firestore);
    const orders = new FirestoreOrderStore(firestore, checkouts, silent);
    const crashing = {
      read: (id: string) => orders.read(id),
      commit: () => Promise.reject(new Error("crashed")),
    };
    const pointcheckout = createPointCheckoutClient({
      apiUrl: `${environment.simulatorUrl}/mer/v2.0/`,
      headerPrefix: "X-PointCheckout",
      apiKey: "simulator-key",
      apiSecret: "simulator-secret",
    });
    const before = await orders.read(orderId);
    assert.ok(before.order);
    const id = Object.keys(before.order.attempts)[0] as keyof typeof before.order.attempts;
    const crash = reconcile(
      { orders: crashing, pointcheckout, log: silent },
      { orderId, checkoutId: id, touchedAt: before.readTime, touchedBy: "webhook" },
    );
    await assert.rejects(crash, /crashed/);
    assert.equal((await readOrder(orderId))?.status, "PENDING");
    const touchedAt = await touch(checkoutId);
    assert.equal(await redeliver(checkoutId, touchedAt), 200);
    await orderInStatus(orderId, "PAID");
    assert.equal(await redeliver(checkoutId, touchedAt), 200);
    assert.deepEqual(await eventTypes(orderId), PAID_ONCE);
  });

  it("two first purchases at once get one link", async () => {
    const input = linkInput();
    const replies = await Promise.all([createPaymentLink(input), createPaymentLink(input)]);
    const urls = new Set(replies.map(({ result }) => result.url));
    assert.equal(urls.size, 1);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
    assert.equal((await vendor.posts(input.orderId)).length, 1);
  });

  it("a refund made elsewhere reaches the order, notified or not", async () => {
    const [notified, silent] = [await aPaidLink(), await aPaidLink()];
    await vendor.actSilently(notified.checkoutId, "refund", { amount: 2 });
    await deliverWebhook({ id: notified.checkoutId, orderId: notified.orderId });
    await orderInStatus(notified.orderId, "PARTIALLY_REFUNDED");
    await vendor.actSilently(silent.checkoutId, "refund");
    await runAudit();
    await orderInStatus(silent.orderId, "REFUNDED");
  }).timeout(60_000);

  it("a payment made by a guest reaches the order", async () => {
    const { orderId } = await aPaidLink(linkInput({ customer: undefined }));
    const order = await readOrder(orderId);
    assert.deepEqual([order?.status, order?.customerUid], ["PAID", null]);
    assert.deepEqual(await eventTypes(orderId), PAID_ONCE);
  });
});

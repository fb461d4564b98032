import assert from "node:assert/strict";
import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import { budget } from "../../../test/budget.js";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor } from "../support/callables.js";
import {
  eventTypes,
  orderDocument,
  orderInStatus,
  orderOnce,
  orderWithProblem,
  readOrder,
  type StoredOrder,
  Timestamp,
  touch,
} from "../support/firestore.js";
import { moveLink, paidLink, unnoticedPaidLink } from "../support/move-link.js";
import { redeliver } from "../support/redeliver.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

async function redeliverOften(checkoutId: string, touchedAt: Timestamp): Promise<void> {
  const deliveries = Array.from({ length: budget.deliveriesOfOneTouch }, () =>
    redeliver(checkoutId, touchedAt),
  );
  assert.deepEqual(new Set(await Promise.all(deliveries)), new Set([204]));
}

/** The emulator runs triggers in turn: once a later touch is answered, whatever was to run before it has run. */
const allBeforeHasRun = () => paidLink();

describe("onCheckoutTouched", () => {
  afterEach(() => vendor.clearFaults());

  it("does not fire when a checkout is created, nor on what it writes itself", async () => {
    const link = await linkFor(linkInput());
    await allBeforeHasRun();
    assert.equal(await vendor.reads(link.checkoutId), 0);
    await moveLink(link, "pay", "PAID");
    await allBeforeHasRun();
    assert.equal(await vendor.reads(link.checkoutId), 1);
  });

  for (const journey of [
    "pay: PAID",
    "authorize: AUTHORIZED, capture: PAID",
    "await-confirmation: PENDING_CONFIRMATION, confirm-pending: PAID",
    "fail: FAILED",
    "cancel: CANCELLED",
    "expire: EXPIRED",
    "pay: PAID, refund 2.50: PARTIALLY_REFUNDED, refund 10.00: REFUNDED",
    "pay: PAID, chargeback: CHARGEBACK",
  ]) {
    it(`writes an order's way, each status with one event: ${journey}`, async () => {
      const link = await linkFor(linkInput());
      const steps = journey.split(", ");
      for (const step of steps) {
        const [, action, amount, status = ""] = /^(\S+?)(?: (\S+))?: (\S+)$/.exec(step) ?? [];
        const order = await moveLink(link, action as Move, status, { amount });
        assert.equal(order.attempts[link.checkoutId]?.status, status);
        if (amount === "2.50") assert.equal(order.attempts[link.checkoutId]?.totalRefundedMinor, 250);
      }
      const types = await eventTypes(link.orderId);
      assert.equal(types.length, steps.length + 1, types.join(" "));
      assert.equal(new Set(types).size, types.length);
    });
  }

  it("asks the vendor once for a touch that is delivered many times at once", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink();
    const touchedAt = await touch(checkoutId);
    await orderInStatus(orderId, "PAID");
    const before = await vendor.reads(checkoutId);
    await redeliverOften(checkoutId, touchedAt);
    assert.equal(await vendor.reads(checkoutId), before);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("reports a payment once when many triggers see it at the same moment", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink();
    const future = Timestamp.fromMillis(Date.now() + 60_000);
    await redeliverOften(checkoutId, future);
    assert.equal((await readOrder(orderId))?.status, "PAID");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("changes nothing by an older read that overtakes a newer one", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    // Looked up at once, while nothing is paid; answered late, when everything is.
    await vendor.fault("get-checkout", "latency", { checkoutId, ms: 2_500, when: "after" });
    const future = Timestamp.fromMillis(Date.now() + 60_000);
    const older = redeliver(checkoutId, future);
    await waitUntil("the older read to begin", async () => (await vendor.reads(checkoutId)) > 0);
    await vendor.actSilently(checkoutId, "pay");
    assert.equal(await redeliver(checkoutId, future), 204);
    await orderInStatus(orderId, "PAID");
    assert.equal(await older, 204);
    const order = await readOrder(orderId);
    assert.deepEqual([order?.status, order?.problem], ["PAID", null]);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("keeps an order's status while the vendor cannot be read, and sets when to ask again", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink();
    await vendor.fault("get-checkout", "status", { checkoutId, status: 503, times: null });
    await touch(checkoutId);
    const isFailed = ({ attempts }: StoredOrder) => attempts[checkoutId]?.failures;
    const order = await orderOnce(orderId, "store the failure", isFailed);
    assert.deepEqual([order.status, order.problem], ["PENDING", null]);
    const inMs = (order.nextCheckAt?.toMillis() ?? 0) - Date.now();
    assert.ok(inMs > 0 && inMs <= 60_000, String(inMs));
  });

  it("names refused credentials as the order's problem, and heals when they work again", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink();
    await vendor.fault("get-checkout", "status", { checkoutId, status: 401 });
    await touch(checkoutId);
    assert.equal((await orderWithProblem(orderId, "credentials_rejected")).status, "PENDING");
    await touch(checkoutId);
    assert.equal((await orderInStatus(orderId, "PAID")).problem, null);
  });

  it("throws what it could not store, so that it is delivered again", async () => {
    const { orderId, checkoutId } = await unnoticedPaidLink();
    const stored = await orderDocument(orderId).get();
    await orderDocument(orderId).update({ "payment.attempts": "broken by somebody" });
    const future = Timestamp.fromMillis(Date.now() + 60_000);
    assert.equal(await redeliver(checkoutId, future), 500);
    await orderDocument(orderId).update({ "payment.attempts": stored.get("payment.attempts") });
    const isTaken = async () => (await redeliver(checkoutId, future)) === 204;
    await waitUntil("a worker to take the event again", isTaken);
    assert.equal((await readOrder(orderId))?.status, "PAID");
  });
});

import assert from "node:assert/strict";
import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import { budget } from "../../../test/budget.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { type Link, linkFor } from "../support/callables.js";
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
import { linkAfter, moveLink } from "../support/move-link.js";
import { deliver, redeliver } from "../support/redeliver.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

/** A new order's link, and what moves it and touches its checkout. */
async function openLink(): Promise<Link & { move: (action: Move, options?: object) => Promise<void> }> {
  const link = await linkFor(linkInput());
  const move = async (action: Move, options: object = {}) => {
    await vendor.actSilently(link.checkoutId, action, options);
    await touch(link.checkoutId);
  };
  return { ...link, move };
}

async function redeliverOften(checkoutId: string, touchedAt: Timestamp): Promise<void> {
  const deliveries = Array.from({ length: budget.deliveriesOfOneTouch }, () =>
    redeliver(checkoutId, touchedAt),
  );
  assert.deepEqual(new Set(await Promise.all(deliveries)), new Set([200]));
}

/** The emulator runs triggers in turn: once a later touch is answered, whatever was to run before it has run. */
async function allBeforeHasRun(): Promise<void> {
  const later = await openLink();
  await later.move("pay");
  await orderInStatus(later.orderId, "PAID");
}

describe("onCheckoutTouched", () => {
  afterEach(() => vendor.clearFaults());

  it("does not fire when a checkout is created, nor on what it writes itself", async () => {
    const { checkoutId, orderId, move } = await openLink();
    await allBeforeHasRun();
    assert.equal(await vendor.reads(checkoutId), 0);
    await move("pay");
    await orderInStatus(orderId, "PAID");
    await allBeforeHasRun();
    assert.equal(await vendor.reads(checkoutId), 1);
  });

  const journeys: [string, [Move, string, object?][]][] = [
    ["PAID", [["pay", "PAID"]]],
    [
      "AUTHORIZED, then captured",
      [
        ["authorize", "AUTHORIZED"],
        ["capture", "PAID"],
      ],
    ],
    [
      "PENDING_CONFIRMATION, then PAID",
      [
        ["await-confirmation", "PENDING_CONFIRMATION"],
        ["confirm-pending", "PAID"],
      ],
    ],
    ["FAILED", [["fail", "FAILED"]]],
    ["CANCELLED", [["cancel", "CANCELLED"]]],
    ["EXPIRED", [["expire", "EXPIRED"]]],
    [
      "PARTIALLY_REFUNDED, then REFUNDED",
      [
        ["pay", "PAID"],
        ["refund", "PARTIALLY_REFUNDED", { amount: "2.50" }],
        ["refund", "REFUNDED", { amount: "10.00" }],
      ],
    ],
    [
      "CHARGEBACK",
      [
        ["pay", "PAID"],
        ["chargeback", "CHARGEBACK"],
      ],
    ],
  ];
  for (const [name, steps] of journeys) {
    it(`writes an order's way to ${name}, each status with one event`, async () => {
      const { orderId, checkoutId, move } = await openLink();
      for (const [action, status, options] of steps) {
        await move(action, options);
        const order = await orderInStatus(orderId, status);
        assert.equal(order.attempts[checkoutId]?.status, status);
      }
      const types = await eventTypes(orderId);
      assert.equal(types.length, steps.length + 1, types.join(" "));
      assert.equal(new Set(types).size, types.length);
    });
  }

  it("keeps what was paid and refunded, in minor units", async () => {
    const { orderId, checkoutId, move } = await openLink();
    await move("pay");
    const paid = await orderInStatus(orderId, "PAID");
    assert.ok(paid.paidAt instanceof Timestamp);
    await move("refund", { amount: "2.50" });
    const refunded = await orderInStatus(orderId, "PARTIALLY_REFUNDED");
    assert.equal(refunded.attempts[checkoutId]?.totalRefundedMinor, 250);
    assert.deepEqual(refunded.paidAt, paid.paidAt);
  });

  it("asks the vendor once for a touch that is delivered many times at once", async () => {
    const { orderId, checkoutId } = await openLink();
    await vendor.actSilently(checkoutId, "pay");
    const touchedAt = await touch(checkoutId);
    await orderInStatus(orderId, "PAID");
    const before = await vendor.reads(checkoutId);
    await redeliverOften(checkoutId, touchedAt);
    assert.equal(await vendor.reads(checkoutId), before);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("reports a payment once when many triggers see it at the same moment", async () => {
    const { orderId, checkoutId } = await openLink();
    await vendor.actSilently(checkoutId, "pay");
    const future = Timestamp.fromMillis(Date.now() + 60_000);
    await redeliverOften(checkoutId, future);
    assert.equal((await readOrder(orderId))?.status, "PAID");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("keeps an order's status while the vendor cannot be read, and sets when to ask again", async () => {
    const { orderId, checkoutId } = await openLink();
    await vendor.fault("get-checkout", "status", { checkoutId, status: 503, times: null });
    await vendor.actSilently(checkoutId, "pay");
    await touch(checkoutId);
    const order = await orderOnce(
      orderId,
      "store the failure",
      ({ attempts }) => attempts[checkoutId]?.failures,
    );
    assert.equal(order.status, "PENDING");
    assert.equal(order.problem, null);
    const inMs = (order.nextCheckAt?.toMillis() ?? 0) - Date.now();
    assert.ok(inMs > 0 && inMs <= 60_000, String(inMs));
  });

  it("reads again by itself after one passing failure", async () => {
    const { orderId, checkoutId, move } = await openLink();
    await vendor.fault("get-checkout", "body", { checkoutId, body: "html" });
    await move("pay");
    await orderInStatus(orderId, "PAID");
    assert.equal(await vendor.reads(checkoutId), 2);
  });

  it("names refused credentials as the order's problem, and heals when they work again", async () => {
    const { orderId, checkoutId, move } = await openLink();
    await vendor.fault("get-checkout", "status", { checkoutId, status: 401 });
    await move("pay");
    assert.equal((await orderWithProblem(orderId, "credentials_rejected")).status, "PENDING");
    await touch(checkoutId);
    assert.equal((await orderInStatus(orderId, "PAID")).problem, null);
  });

  it("moves nothing on a status that it does not know, and reports it once", async () => {
    const { orderId, checkoutId } = await openLink();
    const set = { status: "SOMETHING_NEW" };
    await vendor.fault("get-checkout", "answer", { checkoutId, set, times: null });
    for (let round = 1; round <= 2; round += 1) {
      await touch(checkoutId);
      await waitUntil(`read ${round}`, async () => (await vendor.reads(checkoutId)) >= round);
    }
    const isSeen = (order: StoredOrder) => order.attempts[checkoutId]?.providerStatus === "SOMETHING_NEW";
    assert.equal((await orderOnce(orderId, "show the unknown status", isSeen)).status, "PENDING");
    await allBeforeHasRun();
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.unknown_status"]);
  });

  it("understands both spellings of a status", async () => {
    const { orderId, checkoutId } = await openLink();
    const set = { status: "Partially refunded", totalRefunded: 2.5 };
    await vendor.fault("get-checkout", "answer", { checkoutId, set });
    await touch(checkoutId);
    const order = await orderInStatus(orderId, "PARTIALLY_REFUNDED");
    assert.equal(order.attempts[checkoutId]?.totalRefundedMinor, 250);
  });

  it("logs and stops for a checkout whose order is gone", async () => {
    const checkoutId = "9000000000000000001";
    const content = {
      checkoutId,
      orderId: newOrderId(),
      requestId: "x-r1",
      touchedBy: "webhook",
      touches: 1,
    };
    const places = { firebaseDatabase: null, firebaseCollection: null, firebaseDocument: null };
    assert.equal(await deliver(checkoutId, { ...content, ...places }, Timestamp.now()), 200);
    assert.equal(await vendor.reads(checkoutId), 0);
  });

  it("throws what it could not store, so that it is delivered again", async () => {
    const { orderId, checkoutId } = await openLink();
    await vendor.actSilently(checkoutId, "pay");
    const stored = await orderDocument(orderId).get();
    await orderDocument(orderId).update({ "payment.attempts": "broken by somebody" });
    const future = Timestamp.fromMillis(Date.now() + 60_000);
    assert.equal(await redeliver(checkoutId, future), 500);
    await orderDocument(orderId).update({ "payment.attempts": stored.get("payment.attempts") });
    const isTaken = async () => (await redeliver(checkoutId, future)) === 200;
    await waitUntil("a worker to take the event again", isTaken);
    assert.equal((await readOrder(orderId))?.status, "PAID");
  });

  it("pays an order on its first link after a second one was made, and the sweep cancels the second", async () => {
    const input = linkInput();
    const first = await linkAfter("cancel", "CANCELLED", input);
    const second = await linkFor(input);
    const order = await moveLink(first, "pay", "PAID", { force: true });
    assert.equal(order.attempts[first.checkoutId]?.status, "PAID");
    assert.equal(order.attempts[second.checkoutId]?.status, "PENDING");
    const events = await eventTypes(input.orderId);
    assert.ok(events.includes("order.late_success"), events.join(" "));
    const due = order.attempts[second.checkoutId]?.nextCheckAt?.toMillis() ?? Number.POSITIVE_INFINITY;
    assert.ok(due <= Date.now());
  });

  it("leaves a merchant's own fields as they are", async () => {
    const { orderId, move } = await openLink();
    await orderDocument(orderId).update({ shelf: "B-12" });
    await move("pay");
    await orderInStatus(orderId, "PAID");
    assert.equal((await orderDocument(orderId).get()).get("shelf"), "B-12");
  });
});

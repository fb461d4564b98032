import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { type Link, linkFor, runSchedule, sweepOrders } from "../support/callables.js";
import {
  checkoutDocument,
  eventTypes,
  firestore,
  orderDocument,
  orderInStatus,
  orderOnce,
  Timestamp,
} from "../support/firestore.js";
import { linkAfter, moveLink, unnoticedPaidLink } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const touches = async (checkoutId: string): Promise<number> =>
  (await checkoutDocument(checkoutId).get()).get("touches") as number;

const attemptInStatus = ({ orderId, checkoutId }: Link, status: string) =>
  orderOnce(
    orderId,
    `have ${checkoutId} as ${status}`,
    ({ attempts }) => attempts[checkoutId]?.status === status,
  );

describe("sweepOrders", () => {
  // What earlier tests left due would be swept along, and slow these down.
  before(async () => {
    const { docs } = await firestore.collection("orders").where("payment.nextCheckAt", "!=", null).get();
    for (const document of docs) await document.ref.update({ "payment.nextCheckAt": null });
  });
  afterEach(() => vendor.clearFaults());

  it("finds a payment of which no notification came", async () => {
    const { orderId } = await unnoticedPaidLink();
    await sweepOrders(2);
    assert.equal((await orderInStatus(orderId, "PAID")).nextCheckAt, null);
  });

  it("touches nothing twice for one due date, and nothing that is not due", async () => {
    const { checkoutId } = await linkFor(linkInput());
    await sweepOrders();
    assert.equal(await touches(checkoutId), 0);
    // The vendor is out of reach, so that nothing but the lease shows the next run that this date was served.
    await vendor.fault("get-checkout", "latency", { checkoutId, ms: 3_000 });
    const due = new Date(Date.now() + 2 * 60_000);
    await Promise.all([runSchedule("sweepOrders", due), runSchedule("sweepOrders", due)]);
    await runSchedule("sweepOrders", due);
    assert.equal(await touches(checkoutId), 1);
  });

  it("cancels the open link of an order that was paid on another", async () => {
    const input = linkInput();
    const first = await linkAfter("cancel", "CANCELLED", input);
    const second = await linkFor(input);
    const { attempts } = await moveLink(first, "pay", "PAID", { force: true });
    assert.equal(attempts[second.checkoutId]?.status, "PENDING");
    assert.ok((await eventTypes(first.orderId)).includes("order.late_success"));
    await sweepOrders();
    const order = await attemptInStatus(second, "CANCELLED");
    assert.deepEqual([order.status, order.nextCheckAt], ["PAID", null]);
  });

  it("passes over an order that breaks the documented form", async () => {
    const broken = orderDocument(newOrderId());
    const payment = { nextCheckAt: Timestamp.fromMillis(Date.now() - 60_000), attempts: "none" };
    await broken.set({ status: "PENDING", payment });
    const { orderId } = await unnoticedPaidLink();
    await sweepOrders(2);
    await orderInStatus(orderId, "PAID");
    await broken.delete();
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });
});

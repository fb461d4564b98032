import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, type Link, linkFor, runSchedule, sweepOrders } from "../support/callables.js";
import {
  checkoutDocument,
  endLease,
  eventTypes,
  firestore,
  orderDocument,
  orderInStatus,
  orderOnce,
  readOrder,
  Timestamp,
  touch,
} from "../support/firestore.js";
import { linkAfter, moveLink } from "../support/move-link.js";
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
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.actSilently(checkoutId, "pay");
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

  it("adopts the link of a caller who crashed after the vendor made it", async () => {
    const input = linkInput();
    await vendor.fault("search-checkouts", "status", { status: 503, times: null });
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    await sweepOrders();
    const order = await orderInStatus(input.orderId, "PENDING");
    assert.deepEqual(Object.keys(order.attempts), [(await vendor.ledger(input.orderId))[0]?.id]);
    assert.equal((await vendor.posts(input.orderId)).length, 1);
  });

  it("reverts the creation when the vendor has no link for it, and asks for none", async () => {
    const input = linkInput();
    await vendor.fault("*", "reset-before", { times: null });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    const asked = (await vendor.posts(input.orderId)).length;
    await sweepOrders();
    const order = await orderInStatus(input.orderId, "DRAFT");
    assert.equal(order.requests[0]?.lease, null);
    assert.deepEqual(await vendor.ledger(input.orderId), []);
    assert.equal((await vendor.posts(input.orderId)).length, asked);
    assert.equal((await linkFor(input)).requestId, `${input.orderId}-r1`);
  });

  it("adopts a link that becomes visible only after the creation was reverted", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 503, times: null });
    await vendor.fault("search-checkouts", "search-lag", { ms: 60_000, times: null });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await sweepOrders();
    await orderInStatus(input.orderId, "DRAFT");
    await vendor.clearFaults();
    await sweepOrders(3);
    await orderInStatus(input.orderId, "PENDING");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("leaves a creation alone while its lease holds", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "latency", { orderId: input.orderId, ms: 2_000 });
    const pending = createPaymentLink(input);
    await orderOnce(input.orderId, "be leased", ({ requests }) => requests[0]?.lease);
    await sweepOrders();
    assert.equal((await readOrder(input.orderId))?.status, "CREATING");
    assert.equal((await pending).result.status, "PENDING");
  });

  it("keeps a crashed creation for later while the vendor cannot be searched", async () => {
    const input = linkInput();
    await vendor.fault("*", "status", { status: 503, times: null });
    await createPaymentLink(input);
    await endLease(input.orderId);
    await sweepOrders();
    assert.equal((await readOrder(input.orderId))?.status, "CREATING");
  });

  it("cancels the open link of an order that was paid on another", async () => {
    const input = linkInput();
    const first = await linkAfter("cancel", "CANCELLED", input);
    const second = await linkFor(input);
    await moveLink(first, "pay", "PAID", { force: true });
    await sweepOrders();
    const order = await attemptInStatus(second, "CANCELLED");
    assert.deepEqual([order.status, order.nextCheckAt], ["PAID", null]);
  });

  it("cancels an ended link that the vendor opened again beside the present one", async () => {
    const input = linkInput();
    const first = await linkAfter("fail", "FAILED", input);
    const second = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "reopen");
    await touch(first.checkoutId);
    await attemptInStatus(first, "PENDING");
    await sweepOrders();
    await attemptInStatus(first, "CANCELLED");
    assert.equal((await linkFor(input)).checkoutId, second.checkoutId);
  });

  it("adopts a link whose answer leaves out what may be left out", async () => {
    const input = linkInput();
    await vendor.fault("search-checkouts", "status", { status: 503, times: 3 });
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    await vendor.fault("search-checkouts", "answer", { set: { orderId: null, amount: null } });
    await sweepOrders();
    await orderInStatus(input.orderId, "PENDING");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("passes over an order that breaks the documented form", async () => {
    const broken = linkInput();
    const past = Timestamp.fromMillis(Date.now() - 60_000);
    await orderDocument(broken.orderId).set({ status: "PENDING", nextCheckAt: past, amount: "12" });
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.actSilently(checkoutId, "pay");
    await sweepOrders(2);
    await orderInStatus(orderId, "PAID");
    await orderDocument(broken.orderId).delete();
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });
});

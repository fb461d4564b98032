import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, linkFor, runSchedule } from "../support/callables.js";
import {
  endLease,
  eventTypes,
  firestore,
  orderDocument,
  orderInStatus,
  readOrder,
  Timestamp,
  touch,
} from "../support/firestore.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

const touches = async (checkoutId: string): Promise<number> =>
  (await firestore.collection("checkouts").doc(checkoutId).get()).get("touches") as number;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("sweepOrders", () => {
  // What earlier tests left due would be swept along, and slow these down.
  before(async () => {
    const { docs } = await firestore.collection("orders").where("payment.nextCheckAt", "!=", null).get();
    for (const document of docs) await document.ref.update({ "payment.nextCheckAt": null });
  });
  afterEach(() => vendor.clearFaults());

  it("finds a payment that nobody told of", async () => {
    const input = linkInput();
    const { checkoutId } = await linkFor(input);
    await vendor.actSilently(checkoutId, "pay");
    await runSchedule("sweepOrders", inMinutes(2));
    await orderInStatus(input.orderId, "PAID");
    assert.equal((await readOrder(input.orderId))?.nextCheckAt, null);
  });

  it("touches nothing twice for one due date, and nothing that is not due", async () => {
    const input = linkInput();
    const { checkoutId } = await linkFor(input);
    await runSchedule("sweepOrders", new Date());
    assert.equal(await touches(checkoutId), 0);
    // The vendor is out of reach, so that nothing but the lease tells the next run that this date was served.
    await vendor.fault({ operation: "get-checkout", match: { checkoutId }, kind: "latency", ms: 3_000 });
    const due = inMinutes(2);
    await Promise.all([runSchedule("sweepOrders", due), runSchedule("sweepOrders", due)]);
    await runSchedule("sweepOrders", due);
    assert.equal(await touches(checkoutId), 1);
  });

  it("adopts the link of a caller who crashed after the vendor made it", async () => {
    const input = linkInput();
    await vendor.fault({ operation: "search-checkouts", kind: "status", status: 503, times: null });
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "reset-after" });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    await runSchedule("sweepOrders");
    const order = await orderInStatus(input.orderId, "PENDING");
    assert.deepEqual(Object.keys(order.attempts), [(await vendor.ledger(input.orderId))[0]?.id]);
    assert.equal((await vendor.requests({ operation: "create-link", orderId: input.orderId })).length, 1);
  });

  it("gives an order back when the vendor has no link for it, and asks for none", async () => {
    const input = linkInput();
    await vendor.fault({ operation: "*", kind: "reset-before", times: null });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    const asked = (await vendor.requests({ operation: "create-link", orderId: input.orderId })).length;
    await runSchedule("sweepOrders");
    const order = await orderInStatus(input.orderId, "DRAFT");
    assert.equal(order.requests[0]?.lease, null);
    assert.deepEqual(await vendor.ledger(input.orderId), []);
    assert.equal((await vendor.requests({ operation: "create-link", orderId: input.orderId })).length, asked);
    assert.equal((await linkFor(input)).requestId, `${input.orderId}-r1`);
  });

  it("adopts a link that becomes visible only after the order was given back", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "reset-after" });
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 503, times: null });
    await vendor.fault({ operation: "search-checkouts", kind: "search-lag", ms: 60_000, times: null });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await runSchedule("sweepOrders");
    await orderInStatus(input.orderId, "DRAFT");
    await vendor.clearFaults();
    await runSchedule("sweepOrders", inMinutes(3));
    await orderInStatus(input.orderId, "PENDING");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("leaves a creation alone while its lease holds", async () => {
    const input = linkInput();
    await vendor.fault({
      operation: "create-link",
      match: { orderId: input.orderId },
      kind: "latency",
      ms: 2_000,
    });
    const pending = createPaymentLink(input);
    await waitUntil(
      "the lease",
      async () => (await readOrder(input.orderId))?.requests[0]?.lease ?? undefined,
    );
    await runSchedule("sweepOrders");
    assert.equal((await readOrder(input.orderId))?.status, "CREATING");
    assert.equal((await pending).result.status, "PENDING");
  });

  it("keeps a crashed creation for later while the vendor cannot be searched", async () => {
    const input = linkInput();
    await vendor.fault({ operation: "*", kind: "status", status: 503, times: null });
    await createPaymentLink(input);
    await endLease(input.orderId);
    await runSchedule("sweepOrders");
    assert.equal((await readOrder(input.orderId))?.status, "CREATING");
  });

  it("takes back the open link of an order that was paid on another", async () => {
    const input = linkInput();
    const first = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "cancel");
    await touch(first.checkoutId);
    await orderInStatus(input.orderId, "CANCELLED");
    const second = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "pay", { force: true });
    await touch(first.checkoutId);
    await orderInStatus(input.orderId, "PAID");
    await runSchedule("sweepOrders");
    await waitUntil("the second attempt to be CANCELLED", async () =>
      (await readOrder(input.orderId))?.attempts[second.checkoutId]?.status === "CANCELLED"
        ? true
        : undefined,
    );
    assert.equal((await readOrder(input.orderId))?.status, "PAID");
    assert.equal((await readOrder(input.orderId))?.nextCheckAt, null);
  });

  it("takes back an ended link that the vendor opened again beside the present one", async () => {
    const input = linkInput();
    const first = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "fail");
    await touch(first.checkoutId);
    await orderInStatus(input.orderId, "FAILED");
    const second = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "reopen");
    await touch(first.checkoutId);
    await waitUntil("the first attempt to be PENDING", async () =>
      (await readOrder(input.orderId))?.attempts[first.checkoutId]?.status === "PENDING" ? true : undefined,
    );
    await runSchedule("sweepOrders");
    await waitUntil("the first attempt to be CANCELLED", async () =>
      (await readOrder(input.orderId))?.attempts[first.checkoutId]?.status === "CANCELLED" ? true : undefined,
    );
    assert.equal((await linkFor(input)).checkoutId, second.checkoutId);
  });

  it("adopts a link whose answer leaves out what may be left out", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "search-checkouts", kind: "status", status: 503, times: 3 });
    await vendor.fault({ operation: "create-link", match, kind: "reset-after" });
    assert.equal((await createPaymentLink(input)).error.status, "UNAVAILABLE");
    await vendor.clearFaults();
    await vendor.fault({
      operation: "search-checkouts",
      kind: "answer",
      set: { orderId: null, amount: null },
    });
    await runSchedule("sweepOrders");
    await orderInStatus(input.orderId, "PENDING");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("passes over an order that breaks the documented form", async () => {
    const broken = linkInput();
    const past = Timestamp.fromMillis(Date.now() - 60_000);
    await orderDocument(broken.orderId).set({ status: "PENDING", nextCheckAt: past, amount: "12" });
    const input = linkInput();
    const { checkoutId } = await linkFor(input);
    await vendor.actSilently(checkoutId, "pay");
    await runSchedule("sweepOrders", inMinutes(2));
    await orderInStatus(input.orderId, "PAID");
    await orderDocument(broken.orderId).delete();
    assert.deepEqual(await eventTypes(input.orderId), ["order.link_created", "order.paid"]);
  });
});

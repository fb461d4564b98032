import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { linkInput } from "../fixtures/link-input.js";
import { call, linkFor } from "../support/callables.js";
import { eventTypes, readEvents, readOrder } from "../support/firestore.js";
import { unnoticedPaidLink } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const cancel = (orderId: string, reason?: string) =>
  call("cancelPaymentLink", { orderId, ...(reason ? { reason } : {}) });

describe("cancelPaymentLink", () => {
  // A first look starts the emulator's worker, which takes longer than a caller is kept waiting.
  before(async () => void (await call("refreshOrder", { orderId: (await linkFor(linkInput())).orderId })));
  afterEach(() => vendor.clearFaults());

  it("cancels at the vendor, records who and why, and is a success when repeated", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const { result } = await cancel(orderId, "asked by phone");
    assert.deepEqual(result, { orderId, status: "CANCELLED", problem: null, isFresh: true });
    assert.equal((await cancel(orderId)).result.status, "CANCELLED");
    const requests = await vendor.requests({ operation: "cancel-checkout", checkoutId });
    assert.equal(requests.length, 1);
    const events = await readEvents(orderId);
    assert.deepEqual(pluck(events, "type"), ["order.link_created", "operation.cancel", "order.cancelled"]);
    assert.deepEqual([events[1]?.by, events[1]?.note], ["staff-1", "asked by phone"]);
  });

  it("says that the order was paid meanwhile, and the order has moved", async () => {
    const { orderId } = await unnoticedPaidLink();
    const { error } = await cancel(orderId);
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /PAID/);
    assert.deepEqual(error.details, [{ path: "status", message: "PAID" }]);
    assert.equal((await readOrder(orderId))?.status, "PAID");
  });

  it("settles a lost answer by a look: ended, or to be called again", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault("cancel-checkout", "reset-before", { checkoutId });
    assert.equal((await cancel(orderId)).error.status, "UNAVAILABLE");
    assert.equal((await readOrder(orderId))?.status, "PENDING");
    await vendor.fault("cancel-checkout", "reset-after", { checkoutId });
    assert.equal((await cancel(orderId)).result.status, "CANCELLED");
    assert.equal((await eventTypes(orderId)).filter((type) => type === "order.cancelled").length, 1);
  });

  it("serves two at once", async () => {
    const { orderId } = await linkFor(linkInput());
    const replies = await Promise.all([cancel(orderId), cancel(orderId)]);
    for (const { result } of replies) assert.equal(result?.status, "CANCELLED");
  });
});

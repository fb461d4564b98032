import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor, runSchedule } from "../support/callables.js";
import { eventTypes, orderInStatus, readOrder } from "../support/firestore.js";
import { forgetOpenOrders } from "../support/listening.js";
import { vendor } from "../support/vendor.js";

describe("listenToProvider", () => {
  before(forgetOpenOrders);

  it("listens, ends by itself, and finds at its next run what was paid in between", async () => {
    const [heard, missed] = [await linkFor(linkInput()), await linkFor(linkInput())];
    const running = runSchedule("listenToProvider");
    await vendor.act(heard.checkoutId, "pay");
    await orderInStatus(heard.orderId, "PAID");
    await running;
    await vendor.act(missed.checkoutId, "pay");
    assert.equal((await readOrder(missed.orderId))?.status, "PENDING");
    const again = runSchedule("listenToProvider");
    await orderInStatus(missed.orderId, "PAID");
    await again;
    assert.deepEqual(await eventTypes(missed.orderId), ["order.link_created", "order.paid"]);
  });
});

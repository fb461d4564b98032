import assert from "node:assert/strict";
import { anOrderAt, aRemote, at, FIRST, secondsOf } from "../../../test/fixtures/orders.js";
import { silentLog } from "../../../test/support/silent-log.js";
import type { Instant } from "../../shared/instant.js";
import { applyPatch, type Order } from "../model/order.js";
import type { OrderStore } from "../store/order-store.js";
import { type CheckoutTouch, reconcile } from "./reconcile.js";

/** One order in memory; every read happens at the next of `readTimes`. */
function arrange(start: Order, readTimes: Instant[]) {
  let order = start;
  let reads = 0;
  const orders: Pick<OrderStore, "read" | "commit"> = {
    read: (orderId) => {
      const readTime = readTimes.shift() ?? assert.fail("one read more than expected");
      return Promise.resolve({ orderId, order, readTime, version: at(0) });
    },
    commit: (snapshot, { patch }) => {
      order = applyPatch(order, patch);
      return Promise.resolve({ ...snapshot, order });
    },
  };
  const getCheckout = () => {
    reads += 1;
    return Promise.resolve(aRemote({ status: start.status === "PAID" ? "PAID" : "PENDING" }));
  };
  const deps = { orders, pointcheckout: { getCheckout }, log: silentLog };
  const touch = (touchedBy: CheckoutTouch["touchedBy"], seconds: number) =>
    reconcile(deps, { orderId: "ORD-1", checkoutId: FIRST, touchedAt: at(seconds), touchedBy });
  return { touch, order: () => order, reads: () => reads };
}

describe("reconcile, touches that one read answers", () => {
  it("reads the vendor once for two touches that came before the read", async () => {
    const { touch, reads } = arrange(anOrderAt("PENDING"), [at(61), at(62)]);
    assert.equal(await touch("sweep", 60), "unchanged");
    assert.equal(await touch("sweep", 60.5), "coalesced");
    assert.equal(reads(), 1);
  });

  it("reads again for a touch that came after the read", async () => {
    const { touch, reads } = arrange(anOrderAt("PENDING"), [at(61), at(63)]);
    await touch("sweep", 60);
    assert.equal(await touch("sweep", 62), "unchanged");
    assert.equal(reads(), 2);
  });

  it("re-reads soon after a vendor's notification that a read of ours did not confirm", async () => {
    const { touch, order } = arrange(anOrderAt("PAID"), [at(61), at(62)]);
    await touch("refresh", 60);
    await touch("webhook", 60.5);
    const next = secondsOf(order().nextCheckAt) ?? Number.POSITIVE_INFINITY;
    assert.ok(next <= 62 + 15, `next look at ${next} s`);
  });
});

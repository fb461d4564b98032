import assert from "node:assert/strict";
import { mock } from "node:test";
import { anOrderAt, aRemote, at, FIRST, secondsOf } from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { silentLog } from "../../../test/support/silent-log.js";
import { type CheckoutTouch, reconcile } from "./reconcile.js";

/** One order in memory, which is read at second 61 first, and what its touches do. */
function arrange(status: "PENDING" | "PAID") {
  const { database, orders } = memoryStores(61);
  database.put(anOrderAt(status));
  const getCheckout = mock.fn(async () => aRemote({ status }));
  const deps = { orders, pointcheckout: { getCheckout }, log: silentLog };
  const touch = (touchedBy: CheckoutTouch["touchedBy"], seconds: number) =>
    reconcile(deps, { orderId: "ORD-1", checkoutId: FIRST, touchedAt: at(seconds), touchedBy });
  return { database, orders, touch, reads: () => getCheckout.mock.callCount() };
}

describe("reconcile, touches that one read answers", () => {
  it("reads the vendor once for two touches that came before the read", async () => {
    const { touch, reads } = arrange("PENDING");
    assert.equal(await touch("sweep", 60), "unchanged");
    assert.equal(await touch("sweep", 60.5), "coalesced");
    assert.equal(reads(), 1);
  });

  it("reads again for a touch that came after the read", async () => {
    const { touch, reads, database } = arrange("PENDING");
    await touch("sweep", 60);
    database.pass(2_000);
    assert.equal(await touch("sweep", 62), "unchanged");
    assert.equal(reads(), 2);
  });

  it("re-reads soon after a vendor's notification that a read of ours did not confirm", async () => {
    const { touch, orders, database } = arrange("PAID");
    await touch("refresh", 60);
    database.pass(1_000);
    await touch("webhook", 60.5);
    const { order } = await orders.read("ORD-1");
    const next = secondsOf(order?.nextCheckAt ?? null) ?? Number.POSITIVE_INFINITY;
    assert.ok(Math.floor(next) <= 62 + 15, `next look at ${next} s`);
  });
});

import assert from "node:assert/strict";
import { compareInstants } from "../../src/shared/instant.js";
import { aNewCheckout, commitWithCheckout, type StoresUnderTest, uniqueIds } from "./stores-under-test.js";

/** What the code relies on of a {@link CheckoutStore}: kept by the one on Firestore and by the one in memory. */
export function checkoutStoreContract(name: string, stores: StoresUnderTest): void {
  describe(`${name}, contract of checkouts`, () => {
    it("knows nothing of a checkout that is not there", async () => {
      assert.equal(await stores.checkouts.read(uniqueIds().id), null);
    });

    it("reads a new checkout, touched by nobody but its creation", async () => {
      const { orderId, id } = await commitWithCheckout(stores);
      const expected = { ...aNewCheckout(orderId, id), touchedBy: "creation", touches: 0 };
      assert.deepEqual(await stores.checkouts.read(id), expected);
    });

    it("creates a checkout at the very time of its order's write", async () => {
      const { id, order } = await commitWithCheckout(stores);
      assert.deepEqual((await stores.checkout(id))?.updateTime, order.version);
    });

    it("touches, and says by what", async () => {
      const { orderId, id } = await commitWithCheckout(stores);
      assert.equal(await stores.checkouts.touch(id, { by: "webhook" }), "touched");
      const expected = { ...aNewCheckout(orderId, id), touchedBy: "webhook", touches: 1 };
      assert.deepEqual(await stores.checkouts.read(id), expected);
    });

    it("counts every touch of many at once", async () => {
      const { id } = await commitWithCheckout(stores);
      await Promise.all(Array.from({ length: 5 }, () => stores.checkouts.touch(id, { by: "listener" })));
      assert.equal((await stores.checkouts.read(id))?.touches, 5);
    });

    it("keeps the digest and the reference that earlier touches named", async () => {
      const { id } = await commitWithCheckout(stores);
      await stores.checkouts.touch(id, { by: "listener", providerDigest: "d1" });
      await stores.checkouts.touch(id, { by: "webhook", referenceId: "ref" });
      await stores.checkouts.touch(id, { by: "sweep" });
      const { providerDigest, referenceId, touchedBy } = (await stores.checkouts.read(id)) ?? {};
      assert.deepEqual([providerDigest, referenceId, touchedBy], ["d1", "ref", "sweep"]);
    });

    it("has each touch later than any earlier read of the order, and no later than any after it", async () => {
      const { orderId, id } = await commitWithCheckout(stores);
      for (let touch = 0; touch < 5; touch += 1) {
        const { readTime: earlier } = await stores.orders.read(orderId);
        await stores.checkouts.touch(id, { by: "webhook" });
        const { readTime: later } = await stores.orders.read(orderId);
        const touched = (await stores.checkout(id))?.updateTime ?? assert.fail("the checkout is gone");
        const times = JSON.stringify({ earlier, touched, later });
        assert.ok(compareInstants(earlier, touched) < 0 && compareInstants(touched, later) <= 0, times);
      }
    });

    it("touches nothing that is none of ours, and does not make it so", async () => {
      const { id } = uniqueIds();
      assert.equal(await stores.checkouts.touch(id, { by: "webhook" }), "unknown");
      assert.equal(await stores.checkouts.read(id), null);
    });
  });
}

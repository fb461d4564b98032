import assert from "node:assert/strict";
import type { Order } from "../../src/orders/model/order.js";
import { compareInstants } from "../../src/shared/instant.js";
import { aRequest } from "../fixtures/orders.js";
import { cause, commitNew, longAgo, type StoresUnderTest, uniqueIds } from "./stores-under-test.js";

/** What the sweep relies on: only what is due, the longest due first, and nothing that bars the way. */
export function dueOrdersContract(stores: StoresUnderTest): void {
  describe("finding what is due", () => {
    let base = longAgo(0);
    const at = (seconds: number) => ({ ...base, seconds: base.seconds + seconds });
    const searchedAt = (seconds: number | null) =>
      seconds === null ? [] : [aRequest({ searchAt: at(seconds) })];
    const dueAt = async (seconds: number | null) => {
      const { orderId } = await commitNew(stores, { patch: { requests: searchedAt(seconds) } });
      return orderId;
    };
    beforeEach(() => {
      uniqueIds();
      base = longAgo(0);
    });
    const due = async (seconds: number, limit = 100) => {
      const { orders } = await stores.orders.due(at(seconds), limit);
      return orders.map(({ orderId }) => orderId);
    };
    afterEach(async () => {
      for (const orderId of await due(100_000)) await stores.deleteOrder(orderId);
    });

    it("gives the longest due first, up to the limit, and nothing that is not due", async () => {
      const [third, one, never, two] = [await dueAt(30), await dueAt(10), await dueAt(null), await dueAt(20)];
      assert.deepEqual(await due(29), [one, two]);
      assert.deepEqual(await due(30), [one, two, third]);
      assert.deepEqual(await due(100, 2), [one, two]);
      assert.ok(!(await due(100)).includes(never));
    });

    it("gives an order that a commit can build on, as it was read", async () => {
      const orderId = await dueAt(10);
      const [snapshot] = (await stores.orders.due(at(10), 1)).orders;
      assert.ok(snapshot?.version && snapshot.orderId === orderId);
      assert.ok(compareInstants(snapshot.readTime, snapshot.version) >= 0);
      assert.deepEqual(snapshot.order, (await stores.orders.read(orderId)).order);
      assert.ok(await stores.orders.commit(snapshot, { cause, patch: { requests: searchedAt(200) } }));
      assert.deepEqual(await due(100), []);
      const late = { cause, patch: { requests: searchedAt(0) } };
      assert.equal(await stores.orders.commit(snapshot, late), null);
    });

    it("puts off an order that breaks the form, and gives the others", async () => {
      const { orderId } = uniqueIds();
      await stores.putOrder(orderId, { payment: { nextCheckAt: at(1), attempts: "none" } });
      const readable = await dueAt(10);
      assert.deepEqual(await stores.orders.due(at(20), 1), { orders: [], isLast: false });
      assert.deepEqual(await due(20), [readable]);
      assert.ok((await stores.orders.due(at(20), 2)).isLast);
      const { payment } = (await stores.orderFields(orderId)) ?? {};
      assert.deepEqual((payment as Order).nextCheckAt, at(20 + 3600));
      await stores.deleteOrder(orderId);
    });
  });
}

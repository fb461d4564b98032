import assert from "node:assert/strict";
import type { CheckoutTouch } from "../../src/orders/reconcile/reconcile.js";
import { checkoutStoreContract } from "../contracts/checkout-store-contract.js";
import { orderStoreContract } from "../contracts/order-store-contract.js";
import { cause, commitWithCheckout, type StoresUnderTest } from "../contracts/stores-under-test.js";
import { memoryStores } from "./memory-stores.js";

function open({ database, orders, checkouts } = memoryStores(0)): StoresUnderTest {
  return {
    orders,
    checkouts,
    putOrder: async (orderId, fields) => database.putOrder(orderId, fields, database.tick()),
    deleteOrder: async (orderId) => void database.orders.delete(orderId),
    orderFields: async (orderId) => database.orders.get(orderId)?.fields,
    events: async (orderId) => [...(database.events.get(orderId) ?? [])],
    problemDetails: async (orderId) => database.internal.get(`${orderId}/problem`),
    checkout: async (id) => {
      const document = database.checkouts.get(id);
      return document && { fields: document.fields, updateTime: document.version };
    },
  };
}

orderStoreContract("MemoryOrderStore", open());
checkoutStoreContract("MemoryCheckoutStore", open());

describe("MemoryDatabase", () => {
  it("fires the trigger for every touch, alone or in an order's batch, and for no creation", async () => {
    const inMemory = memoryStores(0);
    const fired: CheckoutTouch[] = [];
    inMemory.database.onTouch = (touch) => fired.push(touch);
    const stores = open(inMemory);
    const { orderId, id, order } = await commitWithCheckout(stores);
    assert.deepEqual(fired, []);
    await stores.checkouts.touch(id, { by: "webhook" });
    const alone = (await stores.checkout(id))?.updateTime;
    const touches = [{ checkoutId: id, touch: { by: "sweep" as const } }];
    const after = await stores.orders.commit(order, { cause, patch: {}, touches });
    assert.deepEqual(fired, [
      { orderId, checkoutId: id, touchedAt: alone, touchedBy: "webhook" },
      { orderId, checkoutId: id, touchedAt: after?.version, touchedBy: "sweep" },
    ]);
  });
});

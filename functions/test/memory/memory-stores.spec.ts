import assert from "node:assert/strict";
import type { CheckoutTouch } from "../../src/orders/reconcile/reconcile.js";
import { checkoutStoreContract } from "../contracts/checkout-store-contract.js";
import { orderStoreContract } from "../contracts/order-store-contract.js";
import {
  aNewCheckout,
  cause,
  commitNew,
  type StoresUnderTest,
  uniqueIds,
} from "../contracts/stores-under-test.js";
import { at } from "../fixtures/orders.js";
import { MemoryCheckoutStore } from "./memory-checkout-store.js";
import { MemoryDatabase } from "./memory-database.js";
import { MemoryOrderStore } from "./memory-order-store.js";

function open(database = new MemoryDatabase(at(0))): StoresUnderTest {
  return {
    orders: new MemoryOrderStore(database),
    checkouts: new MemoryCheckoutStore(database),
    putOrder: async (orderId, fields) => database.putOrder(orderId, fields, database.tick()),
    deleteOrder: async (orderId) => void database.orders.delete(orderId),
    orderFields: async (orderId) => database.orders.get(orderId)?.fields,
    events: async (orderId) => [...(database.events.get(orderId) ?? [])],
    problemDetails: async (orderId) => database.problemDetails.get(orderId),
    checkout: async (id) => {
      const document = database.checkouts.get(id);
      return document && { fields: document.fields, updateTime: document.version };
    },
  };
}

orderStoreContract("MemoryOrderStore", async () => open());
checkoutStoreContract("MemoryCheckoutStore", async () => open());

describe("MemoryDatabase", () => {
  it("fires the trigger for every touch, alone or in an order's batch, and for no creation", async () => {
    const database = new MemoryDatabase(at(0));
    const fired: CheckoutTouch[] = [];
    database.onTouch = (touch) => fired.push(touch);
    const stores = open(database);
    const { orderId, id } = uniqueIds();
    const order = await commitNew(stores, orderId, { newCheckouts: [aNewCheckout(orderId, id)] });
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

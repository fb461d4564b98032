import assert from "node:assert/strict";
import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import type { OpenChange } from "../../src/orders/store/order-store.js";
import { FirestoreOrderStore } from "../../src/orders/store/order-store.js";
import type { Log } from "../../src/shared/log.js";
import { newOrderId } from "../fixtures/link-input.js";
import { firestore, orderDocument } from "../support/firestore.js";
import { forgetOpenOrders } from "../support/listening.js";
import { silentLog } from "../support/silent-log.js";
import { waitUntil } from "../support/wait-until.js";

describe("watchOpen", () => {
  before(forgetOpenOrders);

  it("reports an open order again only when it has changed itself", async () => {
    const [unreadable, changing] = [newOrderId(), newOrderId()];
    await orderDocument(unreadable).set({ status: "PENDING", payment: { attempts: "none" } });
    await orderDocument(changing).set({ status: "PENDING" });
    const logged: unknown[] = [];
    const log: Log = { ...silentLog, error: (_event, fields) => logged.push(fields?.orderId) };
    const orders = new FirestoreOrderStore(firestore, new FirestoreCheckoutStore(firestore), log);
    const reported: OpenChange[] = [];
    const stop = orders.watchOpen((changes) => reported.push(...changes), assert.fail);
    const last = () => reported.findLast(({ orderId }) => orderId === changing);
    try {
      for (const description of ["one", "two", "three"]) {
        await orderDocument(changing).update({ description });
        const isSeen = async () => last()?.order?.content.description === description;
        await waitUntil(`the description ${description}`, isSeen);
      }
      assert.deepEqual(logged, [unreadable]);
      await orderDocument(changing).update({ status: "CANCELLED" });
      await waitUntil("the order to be open no longer", async () => last()?.order === null);
      const others = reported.filter(({ orderId }) => orderId !== changing);
      assert.deepEqual(others, [{ orderId: unreadable, order: null }]);
    } finally {
      stop();
    }
  });
});

import assert from "node:assert/strict";
import { deleteApp, initializeApp } from "firebase/app";
import { getFirestore, terminate } from "firebase/firestore";
import { connect, type OrderFilter, type PointCheckout, pointcheckout } from "./index.js";
import { orderDocument } from "./orders.js";
import { toPointCheckoutError } from "./pointcheckout-error.js";

describe("reading orders", () => {
  let payments: PointCheckout;
  before(() => {
    payments = pointcheckout(initializeApp({ projectId: "demo-orders" }, "orders"));
  });
  after(async () => {
    await terminate(getFirestore(payments.app));
    await deleteApp(payments.app);
  });

  const refused = { name: "PointCheckoutError", code: "invalid-argument" };

  for (const orderId of ["", " a", "a\nb", "ä", "x".repeat(101)]) {
    it(`takes "${orderId}" for no order id`, async () => {
      assert.throws(() => payments.onOrder(orderId, () => {}), refused);
      assert.throws(() => payments.onOrderEvents(orderId, () => {}), refused);
      await assert.rejects(payments.orderEvents(orderId), refused);
      await assert.rejects(payments.readOrder(orderId), refused);
    });
  }

  it("reads the deployment's own database", () => {
    const { app } = payments;
    const { firestore } = orderDocument(connect(app, { database: "kuwait" }), "ORD-1");
    assert.equal(firestore, getFirestore(app, "kuwait"));
    assert.notEqual(firestore, getFirestore(app));
  });

  const filters: Record<string, OrderFilter> = {
    "no status at all": { status: [] },
    "a page of nothing": { limit: 0 },
  };
  for (const [what, filter] of Object.entries(filters)) {
    it(`refuses ${what}`, async () => {
      assert.throws(() => payments.onOrders(filter, () => {}), refused);
      await assert.rejects(payments.readOrders(filter), refused);
    });
  }

  it("says unreachable of Firestore, and unavailable of the vendor", () => {
    const firestore = toPointCheckoutError(Object.assign(new Error("Offline."), { code: "unavailable" }));
    const vendor = toPointCheckoutError(Object.assign(new Error("Down."), { code: "functions/unavailable" }));
    assert.deepEqual([firestore.code, firestore.message], ["unreachable", "Offline."]);
    assert.deepEqual([vendor.code, vendor.message], ["unavailable", "Down."]);
  });
});

import assert from "node:assert/strict";
import { Firestore, Timestamp } from "firebase-admin/firestore";
import { FirestoreFulfilmentStore } from "./fulfilment-store.js";

describe("FirestoreFulfilmentStore", () => {
  it("writes beside a warehouse's own fields, whatever they are called", async () => {
    const firestore = new Firestore({ projectId: "demo-pointcheckout-example" });
    const batch = firestore.batch();
    batch.commit = async () => [];
    firestore.batch = () => batch;
    const fulfilment = {
      orderId: "ORD-1",
      state: "ready",
      reason: null,
      paidEvent: "orders/ORD-1/events/000002",
      lines: [],
      email: null,
      flags: {},
      "Tracking No.": "17",
      "a/b": true,
    } as const;
    const before = { fulfilment: { ...fulfilment, lines: [] }, version: new Timestamp(1, 0) };
    const store = new FirestoreFulfilmentStore(firestore);
    assert.equal(await store.write(before, { ...fulfilment, lines: [], state: "stopped" }, []), true);
  });
});

import assert from "node:assert/strict";
import { FieldValue } from "firebase-admin/firestore";
import { FirestoreAuditStore } from "../../src/audits/audit-store.js";
import { runDailyAudit } from "../../src/audits/run-audit.js";
import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import { FirestoreOrderStore } from "../../src/orders/store/order-store.js";
import { fromDate } from "../../src/shared/instant.js";
import { agreeing } from "../fixtures/audited.js";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor, runAudit, runSchedule } from "../support/callables.js";
import {
  differenceOf,
  eventTypes,
  firestore,
  orderDocument,
  orderInStatus,
  orderWithProblem,
} from "../support/firestore.js";
import { anAuditor, MemoryFirestore } from "../support/memory-audit.js";
import { paidLink } from "../support/move-link.js";
import { timeFor } from "../support/time-for.js";
import { vendor } from "../support/vendor.js";
import { VendorListing } from "../support/vendor-listing.js";

describe("audit", () => {
  // It looks at everything that earlier specs left.
  afterEach(() => vendor.clearFaults());

  it("finds a refund and a chargeback that were made in the vendor's portal, and heals them", async () => {
    const [refunded, charged] = [await paidLink(), await paidLink()];
    await vendor.actSilently(refunded.checkoutId, "refund", { amount: 1.5 });
    await vendor.actSilently(charged.checkoutId, "chargeback");
    const report = await runAudit();
    const refund = await differenceOf(report, refunded.checkoutId);
    assert.deepEqual([refund?.kind, refund?.action], ["refund_unnoticed", "touched"]);
    assert.equal(refund?.ours?.status, "PAID");
    assert.equal((await differenceOf(report, charged.checkoutId))?.kind, "chargeback_unnoticed");
    const order = await orderInStatus(refunded.orderId, "PARTIALLY_REFUNDED");
    assert.equal(order.attempts[refunded.checkoutId]?.totalRefundedMinor, 150);
    await orderInStatus(charged.orderId, "CHARGEBACK");
    assert.deepEqual((await eventTypes(charged.orderId)).at(-1), "order.charged_back");
    assert.equal(await differenceOf(await runAudit(), refunded.checkoutId), undefined);
  });

  it("reports a checkout that the vendor has and we do not", async () => {
    const { id } = await vendor.createInPortal({ orderId: `PORTAL-${Date.now()}` });
    const report = await runAudit();
    const difference = await differenceOf(report, id);
    assert.deepEqual([difference?.kind, difference?.action], ["unknown_to_us", "reported"]);
    assert.ok(report.counts.reported >= 1);
  });

  it("reports an order whose checkout the vendor does not know, and the order shows its problem", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const stranger = "1999999999999999991";
    const order = (await orderDocument(orderId).get()).data();
    const longAgo = new Date(Date.now() - 3_600_000);
    await orderDocument(orderId).update({
      createdAt: longAgo,
      "payment.attempts": { [stranger]: { ...order?.payment.attempts[checkoutId], createdAt: longAgo } },
    });
    await firestore
      .doc(`checkouts/${stranger}`)
      .set({ ...(await firestore.doc(`checkouts/${checkoutId}`).get()).data(), checkoutId: stranger });
    const report = await runAudit();
    assert.equal((await differenceOf(report, stranger))?.kind, "unknown_to_vendor");
    await orderWithProblem(orderId, "checkout_unknown");
  });

  it("goes on where it stopped when the vendor could not be read", async () => {
    await linkFor(linkInput());
    await vendor.fault("search-checkouts", "status", { status: 503, times: null });
    const stopped = await runAudit();
    assert.deepEqual([stopped.state, stopped.counts.checkouts], ["running", 0]);
    await vendor.clearFaults();
    const done = await runAudit();
    assert.equal(done.auditId, stopped.auditId);
    assert.notEqual(done.state, "running");
    assert.ok(done.counts.checkouts > 0);
    const pages = await firestore.collection(`audits/${done.auditId}/pages`).get();
    assert.equal(pages.size, 0);
  });

  it("counts nothing twice over many runs, of which each sees a little, and keeps no pages", async () => {
    const checkouts = new FirestoreCheckoutStore(firestore);
    const listable = agreeing(30).map(({ listable }) => listable);
    const { deps } = anAuditor(new MemoryFirestore(), new VendorListing(listable, { cap: 7 }));
    const audits = new FirestoreAuditStore(firestore, checkouts);
    const orders = new FirestoreOrderStore(firestore, checkouts, deps.log);
    const day = fromDate(new Date("2032-05-05T00:00:00Z"));
    const pages = firestore.collection("audits/2032-05-05/pages");
    const runs = new Set<number>();
    for (;;) {
      const present = { ...deps, audits, orders, checkouts, hasTimeLeft: timeFor(2) };
      const audit = await runDailyAudit(present, day);
      runs.add(audit.counts.checkouts);
      if (audit.state !== "running") break;
      const { docs } = await pages.get();
      if (audit.counts.checkouts > 0 && audit.step === "window") assert.ok(docs.length > 0);
      // As an earlier version wrote its pages.
      if (runs.size === 2) await docs[0]?.ref.update({ startedAt: FieldValue.delete() });
    }
    assert.ok(runs.size > 1);
    assert.deepEqual(Math.max(...runs), 30);
    assert.equal((await pages.get()).size, 0);
  });

  it("is run by its schedule once a day", async () => {
    const day = new Date("2031-05-05T00:00:00Z");
    await runSchedule("auditOrders", day);
    const first = await firestore.doc("audits/2031-05-05").get();
    assert.notEqual(first.get("state"), "running");
    await runSchedule("auditOrders", new Date("2031-05-05T01:00:00Z"));
    const again = await firestore.doc("audits/2031-05-05").get();
    assert.deepEqual(again.updateTime, first.updateTime);
  });
});

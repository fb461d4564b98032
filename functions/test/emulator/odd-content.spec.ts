import assert from "node:assert/strict";
import { openStoresOf } from "../../src/connections.js";
import { redactOrder } from "../../src/redaction/redact-order.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { call, createPaymentLink, linkFor, runSchedule, type User } from "../support/callables.js";
import { environment } from "../support/environment.js";
import { firestore, orderDocument, orderInStatus, readOrder, touch } from "../support/firestore.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

const admin: User = { uid: "admin-1", role: "admin" };
const owner: User = { uid: "owner-of-odd" };

/** What a CRM, an erasure script or the shop's own backend leaves in an order's document. */
const ODD: Record<string, object> = {
  "an empty phone": { "customer.phone": "" },
  "a field of the shop's own on the customer": { "customer.loyalty": "gold" },
  "an empty postcode": { "billingAddress.zip": "" },
  "a line break in the description": { description: "Two\ncoffees" },
  "a field of the shop's own on the link's options": { "linkOptions.note": "vip" },
  "no items": { items: [] },
  "totals that are null": { totals: null },
  "a status of the shop's own": { status: "SHIPPED" },
};

describe("an order whose content is odd", function () {
  this.timeout(60_000);

  /** What became of an order with each of these; they are paid beside each other. */
  const payWith = async (edit: object) => {
    const { orderId, checkoutId } = await linkFor(linkInput({ customerUid: owner.uid }));
    await orderDocument(orderId).update(edit);
    await vendor.actSilently(checkoutId, "pay");
    await touch(checkoutId);
    const { problem } = await orderInStatus(orderId, "PAID");
    const shown = await call<{ status: string }>("refreshOrder", { orderId }, owner);
    const refund = { orderId, amount: "1.50", referenceId: "r1", reason: "A broken cup" };
    const refunded = await call<{ state: string }>("refundPayment", refund, admin);
    const { status } = await orderInStatus(orderId, "PARTIALLY_REFUNDED");
    const isRedacted = await redactOrder(stores, orderId, { uid: "admin-1", reason: null });
    return [problem, shown.result?.status, refunded.result?.state, status, isRedacted];
  };
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const stores = openStoresOf(environment.project, silent);
  after(() => stores.close());
  sideBySide((it) => {
    for (const [what, edit] of Object.entries(ODD)) {
      it(`is paid, shown to its customer, refunded and redacted with ${what}`, async () => {
        assert.deepEqual(await payWith(edit), [null, "PAID", "done", "PARTIALLY_REFUNDED", true]);
      });
    }
  });

  it("shows its link to its customer, and says what is odd where the next one is asked for", async () => {
    const link = await linkFor(linkInput({ customerUid: owner.uid }));
    const { orderId, checkoutId } = link;
    await orderDocument(orderId).update({ "customer.loyalty": "gold", "customer.phone": 7, items: [] });
    const live = await createPaymentLink({ orderId }, owner);
    assert.equal(live.result?.url, link.url);
    const stored = (await orderDocument(orderId).get()).data();
    assert.equal(stored?.payment.link.url, link.url);
    await vendor.act(checkoutId, "cancel");
    await touch(checkoutId);
    await orderInStatus(orderId, "CANCELLED");
    for (const user of [owner, admin]) {
      const { error } = await createPaymentLink({ orderId }, user);
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.deepEqual(error.details, [
        { path: "customer.phone", message: "must be text" },
        { path: "customer.loyalty", message: "is not a known field" },
      ]);
    }
  });

  it("gets a link when a script has left its optional fields empty, which are gone from it then", async () => {
    const orderId = newOrderId();
    await orderDocument(orderId).create({
      status: "DRAFT",
      customerUid: owner.uid,
      description: "Two\r\ncoffees",
      amount: { minor: 1250, currency: "aed", exponent: 2 },
      items: [],
      totals: null,
      customer: { firstName: "Test", lastName: "User", email: "", phone: "971567123456" },
      billingAddress: { name: "Test User", address1: "1 Palm Street", city: "Dubai", zip: "", country: "ae" },
      linkOptions: { language: "EN", allowedPaymentMethods: [] },
    });
    const link = await linkFor({ orderId }, owner);
    assert.equal((await vendor.ledger(orderId))[0]?.id, link.checkoutId);
    const stored = (await orderDocument(orderId).get()).data();
    assert.deepEqual(
      [stored?.description, stored?.amount.currency, stored?.items, stored?.totals, stored?.customer],
      [
        "Two coffees",
        "AED",
        undefined,
        undefined,
        { firstName: "Test", lastName: "User", phone: "971567123456" },
      ],
    );
    assert.equal(stored?.billingAddress.country, "AE");
    assert.equal(stored?.linkOptions.language, "en");
  });

  it("is known to the audit, and is looked after by the sweep", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await orderDocument(orderId).update({
      ...ODD["no items"],
      ...ODD["totals that are null"],
      status: "SHIPPED",
    });
    await vendor.actSilently(checkoutId, "pay");
    await runSchedule("sweepOrders", new Date(Date.now() + 2 * 60_000));
    await orderInStatus(orderId, "PAID");
    const { result } = await call<{ auditId: string }>("runAudit", {}, admin);
    const noted = await firestore.doc(`audits/${result.auditId}/differences/${checkoutId}`).get();
    assert.equal(noted.exists, false);
  });
});

describe("an order whose amount has changed", function () {
  this.timeout(60_000);
  const dearer = { amount: { minor: 10_000, currency: "AED", exponent: 2 } };
  const aDearerOrder = async (fields: object = dearer) => {
    const link = await linkFor(linkInput({ amount: "55.00", customerUid: owner.uid }));
    await orderDocument(link.orderId).update(fields);
    return link;
  };
  const paidTooLittle = async () => {
    const link = await aDearerOrder();
    await vendor.act(link.checkoutId, "pay");
    await touch(link.checkoutId);
    await waitUntil("the money to be told", async () =>
      (await readOrder(link.orderId))?.problem === "amount_differs" ? true : undefined,
    );
    return link;
  };
  const eventTypes = async (orderId: string) => {
    const { docs } = await orderDocument(orderId).collection("events").get();
    return docs.map((event) => String(event.get("type")));
  };

  for (const [what, fields] of [
    ["100.00 instead of 55.00", dearer],
    ["KWD instead of AED", { amount: { minor: 55_000, currency: "KWD", exponent: 3 } }],
  ] as const) {
    it(`is not paid by its old link: ${what}`, async () => {
      const { orderId, checkoutId } = await aDearerOrder(fields);
      await vendor.act(checkoutId, "pay");
      await touch(checkoutId);
      const order = await waitUntil("the money to be told", async () => {
        const now = await readOrder(orderId);
        return now?.problem === "amount_differs" ? now : undefined;
      });
      assert.deepEqual([order.status, order.paidAt, order.paid, order.link], ["PENDING", null, null, null]);
      assert.equal(order.attempts[checkoutId]?.status, "PAID");
      const told = await eventTypes(orderId);
      assert.ok(told.includes("order.amount_differs") && !told.includes("order.paid"), told.join());
      const { error } = await createPaymentLink({ orderId }, owner);
      assert.match(error.message, /55\.00 AED were paid/);
    });
  }

  for (const [how, ask] of [
    ["its customer", (orderId: string) => createPaymentLink({ orderId }, owner)],
    ["staff", (orderId: string) => createPaymentLink({ orderId })],
  ] as const) {
    it(`gives ${how} the next link at the new amount, once the old one is taken back`, async () => {
      const { orderId, checkoutId } = await aDearerOrder();
      const { result } = await ask(orderId);
      const [old, next] = await vendor.ledger(orderId);
      assert.deepEqual([old?.status, next?.status, next?.amountMinor], ["CANCELLED", "PENDING", 10_000]);
      assert.deepEqual([old?.id, next?.id], [checkoutId, result.checkoutId]);
      assert.equal((await readOrder(orderId))?.link?.url, result.url);
    });
  }

  it("takes the new amount from staff's content, and from a saved draft, in one call", async () => {
    const input = linkInput({ amount: "55.00" });
    await linkFor(input);
    const second = await linkFor({ ...input, amount: "100.00" });
    assert.equal((await readOrder(input.orderId))?.amount.minor, 10_000);
    const saved = await call<{ status: string }>("saveDraftOrder", { ...input, amount: "70.00" });
    assert.equal(saved.result?.status, "PENDING", JSON.stringify(saved.error));
    const third = await linkFor({ orderId: input.orderId });
    const statuses = (await vendor.ledger(input.orderId)).map(({ id, status, amountMinor }) => [
      id,
      status,
      amountMinor,
    ]);
    assert.deepEqual(statuses.slice(1), [
      [second.checkoutId, "CANCELLED", 10_000],
      [third.checkoutId, "PENDING", 7_000],
    ]);
  });

  it("keeps its new link when the old one is paid late, and is paid by the new one", async () => {
    const { orderId, checkoutId } = await aDearerOrder();
    const next = await linkFor({ orderId });
    await vendor.act(checkoutId, "pay", { force: true });
    await touch(checkoutId);
    await waitUntil("the late money to be told", async () =>
      (await readOrder(orderId))?.problem === "amount_differs" ? true : undefined,
    );
    await runSchedule("sweepOrders", new Date(Date.now() + 60_000));
    assert.equal((await readOrder(orderId))?.link?.checkoutId, next.checkoutId);
    await vendor.act(next.checkoutId, "pay");
    await touch(next.checkoutId);
    const paid = await orderInStatus(orderId, "PAID");
    assert.deepEqual([paid.paid?.minor, paid.problem], [10_000, "amount_differs"]);
  });

  it("is paid by what an administrator accepts", async () => {
    const { orderId, checkoutId } = await paidTooLittle();
    const decision = { orderId, decision: "accept_payment", note: "Discount agreed" };
    const { result } = await call<{ status: string; problem: null }>("resolveProblem", decision, admin);
    assert.deepEqual([result.status, result.problem], ["PAID", null]);
    const told = await eventTypes(orderId);
    assert.deepEqual(told.slice(-3), ["operation.resolve", "order.paid", "order.problem_resolved"]);
    assert.equal((await readOrder(orderId))?.attempts[checkoutId]?.counts, "accepted");
  });

  it("has the money given back by an administrator, and takes the next link then", async () => {
    const { orderId, checkoutId } = await paidTooLittle();
    const decision = { orderId, decision: "refund_payment", note: "Wrong amount" };
    const { result } = await call<{ status: string; problem: null }>("resolveProblem", decision, admin);
    assert.deepEqual([result.status, result.problem], ["REFUNDED", null]);
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 5_500);
    const next = await linkFor({ orderId });
    assert.notEqual(next.checkoutId, checkoutId);
    assert.ok(!(await eventTypes(orderId)).includes("order.paid"));
  });

  it("stays paid when the amount is edited after the payment, which the audit tells", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput({ amount: "55.00" }));
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    await orderInStatus(orderId, "PAID");
    await orderDocument(orderId).update(dearer);
    const { result } = await call<{ auditId: string }>("runAudit", {}, admin);
    const noted = await firestore.doc(`audits/${result.auditId}/differences/${checkoutId}`).get();
    assert.equal(noted.get("kind"), "amount_differs");
    assert.deepEqual(
      [(await readOrder(orderId))?.status, (await readOrder(orderId))?.problem],
      ["PAID", null],
    );
  });

  it("tells of cash to be collected, and lets it decide nothing", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault({
      operation: "get-checkout",
      kind: "answer",
      set: { cashAmount: 3.5 },
      match: { checkoutId },
      times: null,
    });
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    const paid = await orderInStatus(orderId, "PAID");
    await vendor.clearFaults();
    assert.deepEqual([paid.paid?.minor, paid.cashAmount?.minor], [1250, 350]);
    const { docs } = await orderDocument(orderId)
      .collection("events")
      .where("type", "==", "order.paid")
      .get();
    assert.equal(docs[0]?.get("cashAmount.minor"), 350);
  });
});

describe("an order whose checkout document was deleted", function () {
  this.timeout(60_000);
  const checkoutDocument = (checkoutId: string) => firestore.collection("checkouts").doc(checkoutId);

  it("is refunded once, and takes the next refund", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput({ amount: "55.00" }));
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    await orderInStatus(orderId, "PAID");
    await checkoutDocument(checkoutId).delete();
    for (const referenceId of ["r1", "r2"]) {
      const refund = { orderId, amount: "10.00", referenceId, reason: "A broken cup" };
      const { result } = await call<{ state: string }>("refundPayment", refund, admin);
      assert.equal(result.state, "done");
    }
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 2_000);
    assert.equal((await readOrder(orderId))?.refund, null);
  });

  for (const [who, look] of [
    ["the sweep", () => runSchedule("sweepOrders", new Date(Date.now() + 2 * 60_000))],
    ["a customer who does not want to wait", (orderId: string) => call("refreshOrder", { orderId })],
    ["the audit", () => call("runAudit", {}, admin)],
  ] as const) {
    it(`is paid all the same when ${who} looks: the document is made again`, async () => {
      const { orderId, checkoutId } = await linkFor(linkInput());
      const before = (await checkoutDocument(checkoutId).get()).data();
      await checkoutDocument(checkoutId).delete();
      await vendor.actSilently(checkoutId, "pay");
      await look(orderId);
      await orderInStatus(orderId, "PAID");
      const after = (await checkoutDocument(checkoutId).get()).data();
      assert.deepEqual({ ...after, touches: 0, touchedBy: "" }, { ...before, touches: 0, touchedBy: "" });
    });
  }
});

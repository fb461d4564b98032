import assert from "node:assert/strict";
import { openStoresOf } from "../../src/connections.js";
import { redactOrder } from "../../src/redaction/redact-order.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import {
  admin,
  call,
  createPaymentLink,
  type Link,
  linkFor,
  refund,
  runAudit,
  sweepOrders,
  type User,
} from "../support/callables.js";
import { environment } from "../support/environment.js";
import {
  checkoutDocument,
  differenceOf,
  eventTypes,
  orderDocument,
  orderInStatus,
  orderWithProblem,
  readEvents,
  readOrder,
  touch,
} from "../support/firestore.js";
import { moveLink, paidLink } from "../support/move-link.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";

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
    const { problem } = await moveLink({ orderId, checkoutId }, "pay", "PAID");
    const shown = await call<{ status: string }>("refreshOrder", { orderId }, owner);
    const refunded = await refund({ orderId, amount: "1.50" });
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
    await moveLink({ orderId, checkoutId }, "cancel", "CANCELLED");
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
    await sweepOrders(2);
    await orderInStatus(orderId, "PAID");
    assert.equal(await differenceOf(await runAudit(), checkoutId), undefined);
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
  const payTooLittle = async (
    { orderId, checkoutId }: Pick<Link, "orderId" | "checkoutId">,
    options = {},
  ) => {
    await vendor.actSilently(checkoutId, "pay", options);
    await touch(checkoutId);
    return orderWithProblem(orderId, "amount_differs");
  };
  const paidTooLittle = async () => {
    const link = await aDearerOrder();
    await payTooLittle(link);
    return link;
  };

  for (const [what, fields] of [
    ["100.00 instead of 55.00", dearer],
    ["KWD instead of AED", { amount: { minor: 55_000, currency: "KWD", exponent: 3 } }],
  ] as const) {
    it(`is not paid by its old link: ${what}`, async () => {
      const { orderId, checkoutId } = await aDearerOrder(fields);
      const order = await payTooLittle({ orderId, checkoutId });
      assert.deepEqual([order.status, order.paidAt, order.paid, order.link], ["PENDING", null, null, null]);
      assert.equal(order.attempts[checkoutId]?.status, "PAID");
      const events = await eventTypes(orderId);
      assert.ok(events.includes("order.amount_differs") && !events.includes("order.paid"), events.join());
      const { error } = await createPaymentLink({ orderId }, owner);
      assert.match(error.message, /55\.00 AED were paid/);
    });
  }

  for (const [how, ask] of [
    ["its customer", (orderId: string) => createPaymentLink({ orderId }, owner)],
    ["staff", (orderId: string) => createPaymentLink({ orderId })],
  ] as const) {
    it(`gives ${how} the next link at the new amount, once the old one is cancelled`, async () => {
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
    const [, ...later] = await vendor.ledger(input.orderId);
    const seen = later.map(({ id, status, amountMinor }) => [id, status, amountMinor]);
    assert.deepEqual(seen, [
      [second.checkoutId, "CANCELLED", 10_000],
      [third.checkoutId, "PENDING", 7_000],
    ]);
  });

  it("keeps its new link when the old one is paid late, and is paid by the new one", async () => {
    const { orderId, checkoutId } = await aDearerOrder();
    const next = await linkFor({ orderId });
    await payTooLittle({ orderId, checkoutId }, { force: true });
    await sweepOrders(1);
    assert.equal((await readOrder(orderId))?.link?.checkoutId, next.checkoutId);
    const paid = await moveLink(next, "pay", "PAID");
    assert.deepEqual([paid.paid?.minor, paid.problem], [10_000, "amount_differs"]);
  });

  it("is paid by what an administrator accepts", async () => {
    const { orderId, checkoutId } = await paidTooLittle();
    const decision = { orderId, decision: "accept_payment", note: "Discount agreed" };
    const { result } = await call<{ status: string; problem: null }>("resolveProblem", decision, admin);
    assert.deepEqual([result.status, result.problem], ["PAID", null]);
    assert.deepEqual((await eventTypes(orderId)).slice(-3), [
      "operation.resolve",
      "order.paid",
      "order.problem_resolved",
    ]);
    assert.equal((await readOrder(orderId))?.attempts[checkoutId]?.counts, "accepted");
  });

  it("is refunded by an administrator, and takes the next link then", async () => {
    const { orderId, checkoutId } = await paidTooLittle();
    const decision = { orderId, decision: "refund_payment", note: "Wrong amount" };
    const { result } = await call<{ status: string; problem: null }>("resolveProblem", decision, admin);
    assert.deepEqual([result.status, result.problem], ["REFUNDED", null]);
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 5_500);
    const next = await linkFor({ orderId });
    assert.notEqual(next.checkoutId, checkoutId);
    assert.ok(!(await eventTypes(orderId)).includes("order.paid"));
  });

  it("stays paid when the amount is edited after the payment, which the audit reports", async () => {
    const { orderId, checkoutId } = await paidLink(linkInput({ amount: "55.00" }));
    await orderDocument(orderId).update(dearer);
    assert.equal((await differenceOf(await runAudit(), checkoutId))?.kind, "amount_differs");
    const order = await readOrder(orderId);
    assert.deepEqual([order?.status, order?.problem], ["PAID", null]);
  });

  it("reports cash to be collected, and lets it decide nothing", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault("get-checkout", "answer", { set: { cashAmount: 3.5 }, checkoutId, times: null });
    const paid = await moveLink({ orderId, checkoutId }, "pay", "PAID");
    await vendor.clearFaults();
    assert.deepEqual([paid.paid?.minor, paid.cashAmount?.minor], [1250, 350]);
    const event = (await readEvents(orderId)).find(({ type }) => type === "order.paid");
    assert.equal(Object(event).cashAmount?.minor, 350);
  });
});

describe("an order whose checkout document was deleted", function () {
  this.timeout(60_000);

  it("is refunded once, and takes the next refund", async () => {
    const { orderId, checkoutId } = await paidLink(linkInput({ amount: "55.00" }));
    await checkoutDocument(checkoutId).delete();
    for (const referenceId of ["r1", "r2"]) {
      assert.equal((await refund({ orderId, amount: "10.00", referenceId })).result.state, "done");
    }
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 2_000);
    assert.equal((await readOrder(orderId))?.refund, null);
  });

  for (const [who, look] of [
    ["the sweep", () => sweepOrders(2)],
    ["a customer who does not want to wait", (orderId: string) => call("refreshOrder", { orderId })],
    ["the audit", runAudit],
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

import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { admin, staff } from "../../../functions/test/support/callables.js";
import { firestore, touch } from "../../../functions/test/support/firestore.js";
import { moveLink } from "../../../functions/test/support/move-link.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { pluck } from "../../../test/pluck.js";
import type { NumberedEvent, Order, OrderContentInput, PaymentLink, PointCheckout } from "../../src/index.js";
import { failure } from "../support/failure.js";
import { Listening } from "../support/heard.js";
import { signedIn, signOutAll } from "../support/signed-in.js";

const content = (overrides: Partial<OrderContentInput> = {}): OrderContentInput => ({
  description: "Two coffees",
  amount: "12.50",
  currency: "AED",
  customer: { firstName: "Test", lastName: "User", email: "user@example.com", phone: "971567123456" },
  billingAddress: { name: "Test User", address1: "1 Palm Street", city: "Dubai", country: "AE" },
  orderId: newOrderId(),
  ...overrides,
});

const listenToOrder = (to: PointCheckout, orderId: string) =>
  new Listening<Order | null>((next, failed) => to.onOrder(orderId, next, failed));
const listenToEvents = (to: PointCheckout, orderId: string) =>
  new Listening<NumberedEvent[]>((next, failed) => to.onOrderEvents(orderId, next, failed));

describe("the client, in Node", function () {
  this.timeout(90_000);
  let merchant: PointCheckout;
  before(async () => {
    merchant = await signedIn(staff);
  });
  after(signOutAll);
  afterEach(() => vendor.clearFaults());

  async function paidOrder(): Promise<PaymentLink> {
    const link = await merchant.createPaymentLink(content());
    await moveLink(link, "pay", "PAID");
    return link;
  }

  it("creates a link, and sees its order turn PAID when the customer pays", async () => {
    const link = await merchant.createPaymentLink(content());
    assert.deepEqual([link.status, new URL(link.url).protocol], ["PENDING", "http:"]);
    const watching = await signedIn(staff);
    const orders = listenToOrder(watching, link.orderId);
    const pending = await orders.until("the order", (order) => order?.status === "PENDING");
    assert.equal(pending?.payment.link?.url, link.url);
    await vendor.act(link.checkoutId, "pay");
    await touch(link.checkoutId);
    const began = performance.now();
    const paid = await orders.until("the order to become PAID", (order) => order?.status === "PAID");
    console.log(`      PAID arrived after ${Math.round(performance.now() - began)} ms`);
    orders.stop();
    assert.equal(paid?.orderId, link.orderId);
    assert.deepEqual(paid?.amount, { minor: 1250, currency: "AED", exponent: 2 });
    assert.ok(paid?.payment.paidAt && paid.payment.paidAt.toMillis() > Date.now() - 600_000);
    assert.deepEqual(orders.errors, []);
  });

  it("names every field that is wrong", async () => {
    const error = await failure(merchant.createPaymentLink(content({ amount: "12.505", description: " " })));
    assert.equal(error.code, "invalid-argument");
    assert.deepEqual(new Set(error.fields.map(({ path }) => path)), new Set(["amount", "description"]));
    for (const { message } of error.fields) assert.ok(message.length > 5, message);
  });

  it("refuses who may not", async () => {
    const customer = await signedIn({ uid: "customer-1" });
    const refused = await failure(customer.createPaymentLink(content()));
    assert.equal(refused.code, "permission-denied");
    assert.ok(refused.fields.some(({ path }) => path === "amount"));
    assert.equal((await failure(customer.saveDraftOrder(content()))).code, "permission-denied");
    assert.equal((await failure(customer.readOrders())).code, "permission-denied");
    const { orderId } = await merchant.createPaymentLink(content());
    assert.equal((await failure(customer.refreshOrder({ orderId }))).code, "not-found");
    assert.equal((await failure(customer.orderEvents(orderId))).code, "permission-denied");
    const nobody = await signedIn(null);
    assert.equal((await failure(nobody.refreshOrder({ orderId }))).code, "unauthenticated");
    assert.equal((await failure(nobody.readOrders())).code, "permission-denied");
  });

  it("cancels a link, and says of a second one what has become of it", async () => {
    const { orderId } = await merchant.createPaymentLink(content());
    const answer = await merchant.cancelPaymentLink({ orderId, reason: "Sold out" });
    assert.deepEqual([answer.orderId, answer.status, answer.problem], [orderId, "CANCELLED", null]);
    const paid = await paidOrder();
    const error = await failure(merchant.cancelPaymentLink({ orderId: paid.orderId }));
    assert.equal(error.code, "failed-precondition");
    assert.match(error.message, /PAID/);
  });

  it("refunds in part, in full, and each reference once", async () => {
    const { orderId } = await paidOrder();
    const administrator = await signedIn(admin);
    const part = { orderId, amount: "2.50", reason: "A broken cup", referenceId: "cup" };
    const customer = await signedIn({ uid: "customer-1" });
    assert.equal((await failure(customer.refundPayment(part))).code, "permission-denied");
    const first = await administrator.refundPayment(part);
    assert.deepEqual(
      [first.state, first.amount, first.totalRefunded, first.status],
      ["done", "2.50", "2.50", "PARTIALLY_REFUNDED"],
    );
    assert.deepEqual(await administrator.refundPayment(part), first);
    const rest = await administrator.refundPayment({ orderId, reason: "All of it", referenceId: "rest" });
    assert.deepEqual([rest.totalRefunded, rest.status], ["12.50", "REFUNDED"]);
  });

  it("has an order looked up, a problem decided, and both sides compared", async () => {
    const { orderId, checkoutId } = await merchant.createPaymentLink(content());
    await vendor.actSilently(checkoutId, "pay");
    const seen = await merchant.refreshOrder({ orderId });
    assert.deepEqual(seen, { orderId, status: "PAID", problem: null, isFresh: true });
    const administrator = await signedIn(admin);
    const decision = { orderId, decision: "keep_order", note: "Seen in the portal" } as const;
    assert.equal((await administrator.resolveProblem(decision)).decided, false);
    const report = await merchant.runAudit();
    assert.match(report.auditId, /^\d{4}-\d\d-\d\d/);
    assert.ok(report.counts.checkouts >= 0);
  });

  it("shows a customer's history to its customer, and all of it to staff", async () => {
    const customerUid = newOrderId("customer");
    const input = content({ customerUid });
    assert.equal((await merchant.saveDraftOrder(input)).status, "DRAFT");
    const customer = await signedIn({ uid: customerUid });
    const history = listenToEvents(customer, input.orderId);
    await history.until("an empty history", (events) => events.length === 0);
    await customer.createPaymentLink({ orderId: input.orderId });
    const forAll = ["order.drafted", "order.link_created"];
    const stored = (await merchant.orderEvents(input.orderId)).map(({ type, eventId }) => [eventId, type]);
    assert.deepEqual(stored, [
      ["000001", forAll[0]],
      ["000002", forAll[1]],
    ]);
    const ofCustomer = (await customer.orderEvents(input.orderId)).map(({ type }) => type);
    assert.deepEqual(ofCustomer, ["order.link_created"]);
    const heard = await history.until("the customer's first event", (events) => events.length > 0);
    assert.deepEqual(
      heard.map(({ type, visibility }) => [type, visibility]),
      [["order.link_created", "customer"]],
    );
    history.stop();
    assert.deepEqual(history.errors, []);
    const watching = await signedIn(staff);
    const all = listenToEvents(watching, input.orderId);
    const staffs = await all.until("all events", (events) => events.length > 0);
    all.stop();
    assert.deepEqual(pluck(staffs, "type"), forAll);
  });

  it("shows an order whose id no document can have, and its history, to its customer", async () => {
    const customerUid = newOrderId("customer");
    const orderId = `#2024/${newOrderId()} a`;
    await merchant.createPaymentLink(content({ orderId, customerUid }));
    const customer = await signedIn({ uid: customerUid });
    const order = listenToOrder(customer, orderId);
    assert.equal((await order.until("the link", (seen) => seen?.status === "PENDING"))?.orderId, orderId);
    order.stop();
    assert.deepEqual(pluck(await customer.orderEvents(orderId), "type"), ["order.link_created"]);
    const { orders } = await customer.readOrders({ customerUid, limit: 1 });
    assert.equal(orders[0]?.orderId, orderId);
    const after = orders[0] && { createdAt: orders[0].createdAt, orderId };
    assert.deepEqual((await customer.readOrders({ customerUid, after })).orders, []);
  });

  it("goes on listening after it was denied", async () => {
    const customerUid = newOrderId("customer");
    const customer = await signedIn({ uid: customerUid });
    const input = content({ customerUid });
    const order = listenToOrder(customer, input.orderId);
    assert.equal((await order.untilError()).code, "permission-denied");
    assert.deepEqual(order.values, []);
    await merchant.saveDraftOrder(input);
    await order.until("the draft", (seen) => seen?.status === "DRAFT");
    order.stop();
  });

  it("shows staff that there is no such order, and fills in what a backend's draft leaves out", async () => {
    const watching = await signedIn(staff);
    const none = listenToOrder(watching, newOrderId("none"));
    await none.until("that there is none", (order) => order === null);
    none.stop();
    assert.deepEqual(none.errors, []);
    const { orderId } = linkInput();
    const amount = { minor: 500, currency: "JPY", exponent: 0 };
    const draft = { status: "DRAFT", description: "Tea", amount, linkOptions: {} };
    await firestore.collection("orders").doc(orderId).create(draft);
    const reading = await signedIn(staff);
    const drafts = listenToOrder(reading, orderId);
    const seen = await drafts.until("the draft", (order) => order !== null);
    drafts.stop();
    const { attempts, problem, link, paidAt } = seen?.payment ?? assert.fail("no order");
    assert.deepEqual([attempts, problem, link, paidAt, seen?.amount.minor], [{}, null, null, null, 500]);
  });
});

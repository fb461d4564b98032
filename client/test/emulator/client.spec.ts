import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { staff } from "../../../functions/test/support/callables.js";
import { touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { pluck } from "../../../test/pluck.js";
import type { NumberedEvent, Order, OrderContentInput, PointCheckout } from "../../src/index.js";
import { Listening } from "../support/heard.js";
import { signedIn, signOutAll } from "../support/signed-in.js";

const content = (overrides: Partial<OrderContentInput> = {}) => linkInput(overrides) as OrderContentInput;
const listenToOrder = (to: PointCheckout, orderId: string) =>
  new Listening<Order | null>((next, failed) => to.onOrder(orderId, next, failed));
const listenToEvents = (to: PointCheckout, orderId: string) =>
  new Listening<NumberedEvent[]>((next, failed) => to.onOrderEvents(orderId, next, failed));

describe("the client, in Node", () => {
  let merchant: PointCheckout;
  before(async () => {
    merchant = await signedIn(staff);
  });
  after(signOutAll);

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

  it("shows a customer's history to its customer, and all of it to staff", async () => {
    const customerUid = newOrderId("customer");
    const input = content({ customerUid });
    assert.equal((await merchant.saveDraftOrder(input)).status, "DRAFT");
    const customer = await signedIn({ uid: customerUid });
    const history = listenToEvents(customer, input.orderId);
    await history.until("an empty history", (events) => events.length === 0);
    await customer.createPaymentLink({ orderId: input.orderId });
    const forAll = ["order.drafted", "order.link_created"];
    const stored = await merchant.orderEvents(input.orderId);
    assert.deepEqual([pluck(stored, "eventId"), pluck(stored, "type")], [["000001", "000002"], forAll]);
    const ofCustomer = await customer.orderEvents(input.orderId);
    assert.deepEqual(pluck(ofCustomer, "type"), ["order.link_created"]);
    const heard = await history.until("the customer's first event", (events) => events.length > 0);
    const shown = heard.map(({ type, visibility }) => `${type} to ${visibility}`);
    assert.deepEqual(shown, ["order.link_created to customer"]);
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

  it("shows staff that there is no such order", async () => {
    const watching = await signedIn(staff);
    const none = listenToOrder(watching, newOrderId("none"));
    await none.until("that there is none", (order) => order === null);
    none.stop();
    assert.deepEqual(none.errors, []);
  });
});

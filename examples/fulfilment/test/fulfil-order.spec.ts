import assert from "node:assert/strict";
import { newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { moveLink } from "../../../functions/test/support/move-link.js";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { deliverEvent, deliverPaid, eventPath, redeliverEvent } from "./support/deliver-event.js";
import { type MailProvider, startMailProvider } from "./support/mail-provider.js";
import {
  available,
  fulfilmentInState,
  newArticle,
  newOrder,
  newPaidOrder,
  pathOfEvent,
  readFulfilment,
} from "./support/shop.js";

/** Delivers `order.paid` until it is done, as Eventarc does. */
const deliverUntilDone = (path: string) =>
  waitUntil(`${path} to be delivered`, async () => (await deliverPaid(path)) === 204, 30_000);

describe("fulfilOrder", () => {
  let mails: MailProvider;
  before(async () => {
    mails = await startMailProvider();
  });
  after(() => mails.stop());

  const mailSent = (orderId: string) =>
    waitUntil(`an e-mail for ${orderId}`, async () => mails.sentFor(orderId).length > 0);

  it("serves a paid order once, from its link to its e-mail, however often the event is delivered again", async () => {
    const sku = await newArticle();
    const link = await newOrder(sku);
    const { orderId } = link;
    assert.equal(await readFulfilment(orderId), undefined);
    await moveLink(link, "pay", "PAID");
    const fulfilment = await fulfilmentInState(orderId, "ready");
    const path = await pathOfEvent(orderId, "order.paid");
    assert.equal(fulfilment.paidEvent, path);
    assert.deepEqual(fulfilment.lines, [{ sku, quantity: 2 }]);
    await mailSent(orderId);
    const redeliver = () => redeliverEvent("fulfilOrder", path);
    await waitUntil("a delivery that finds everything done", async () => (await redeliver()) === 204);

    const atOnce = await Promise.all(Array.from({ length: 10 }, redeliver));
    assert.deepEqual(new Set(atOnce), new Set([204]));
    assert.equal(await redeliver(), 204);
    assert.equal(await available(sku), 8);
    assert.deepEqual(mails.requestsFor(orderId), [
      { key: path, to: "user@example.com", subject: `Your order ${orderId}` },
    ]);
  });

  it("serves once when ten deliveries, all of them the first, come at once", async () => {
    const { orderId, sku, path } = await newPaidOrder();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => deliverPaid(path)));
    assert.ok(statuses.includes(204), statuses.join(" "));
    await deliverUntilDone(path);
    assert.equal(await available(sku), 8);
    assert.equal(mails.requestsFor(orderId).length, 1);
  });

  it("sends the e-mail at the next delivery when the provider fails, and takes from the stock only once", async () => {
    const { orderId, sku, path } = await newPaidOrder();
    mails.failing.add(path);
    assert.equal(await deliverPaid(path), 500);
    assert.equal(mails.sentFor(orderId).length, 0);
    mails.failing.delete(path);
    await deliverUntilDone(path);
    assert.equal(mails.sentFor(orderId).length, 1);
    assert.equal(await available(sku), 8);
  });

  it("flags a partial refund, and stops when no money is left", async () => {
    const link = await newOrder(await newArticle());
    const { orderId } = link;
    await moveLink(link, "pay", "PAID");
    await fulfilmentInState(orderId, "ready");
    await moveLink(link, "refund", "PARTIALLY_REFUNDED", { amount: "2.50" });
    const flagged = await waitUntil("the flag", async () => {
      const fulfilment = await readFulfilment(orderId);
      return Object.keys(fulfilment?.flags ?? {}).length > 0 ? fulfilment : undefined;
    });
    assert.deepEqual([flagged.state, Object.values(flagged.flags)], ["ready", ["order.partially_refunded"]]);
    await moveLink(link, "chargeback", "CHARGEBACK");
    const stopped = await fulfilmentInState(orderId, "stopped");
    assert.equal(stopped.reason, "no_money");
    assert.deepEqual(Object.values(stopped.flags), ["order.partially_refunded", "order.charged_back"]);
  });

  it("does not serve an order that was refunded before its payment was delivered", async () => {
    const { orderId, sku, path } = await newPaidOrder("REFUNDED");
    assert.equal(await deliverEvent(eventPath(orderId, 3), "order.refunded", "REFUNDED"), 204);
    assert.equal((await readFulfilment(orderId))?.state, "awaited");
    assert.equal(await deliverPaid(path), 204);
    const fulfilment = await readFulfilment(orderId);
    assert.deepEqual([fulfilment?.state, fulfilment?.reason], ["withheld", "no_money"]);
    assert.equal(await available(sku), 10);
    assert.equal(mails.requestsFor(orderId).length, 0);
  });

  it("withholds what it cannot know: the goods of an order that was deleted", async () => {
    const orderId = newOrderId();
    assert.equal(await deliverPaid(eventPath(orderId, 2)), 204);
    const fulfilment = await readFulfilment(orderId);
    assert.deepEqual([fulfilment?.state, fulfilment?.reason], ["withheld", "order_deleted"]);
    assert.equal(mails.requestsFor(orderId).length, 0);
  });

  it("lets events pass that are none of its business", async () => {
    const { orderId } = await newPaidOrder();
    assert.equal(await deliverEvent(eventPath(orderId, 1), "order.link_created", "PENDING"), 204);
    assert.equal(await readFulfilment(orderId), undefined);
  });
});

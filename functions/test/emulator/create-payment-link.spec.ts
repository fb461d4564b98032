import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { pluck } from "../../../test/pluck.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { call, createPaymentLink, customer, linkFor } from "../support/callables.js";
import { eventTypes, orderDocument, readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

describe("createPaymentLink", () => {
  it("creates a link and stores the order, its attempt, its checkout and the event", async () => {
    const input = linkInput({ customerUid: customer.uid, expiresIn: 60 });
    const link = await linkFor(input);
    assert.equal(link.requestId, `${input.orderId}-r1`);
    assert.equal(link.status, "PENDING");
    assert.match(link.url, /\/checkout\/[0-9a-f]+$/);
    assert.match(link.checkoutId, /^[0-9]{19}$/);
    const minutes = (Date.parse(link.expiresAt) - Date.now()) / 60_000;
    assert.ok(minutes > 58 && minutes <= 60, link.expiresAt);
    const order = await readOrder(input.orderId);
    assert.deepEqual(order?.amount, { minor: 1250, currency: "AED", exponent: 2 });
    assert.equal(order?.attempts[link.checkoutId]?.url, link.url);
    assert.equal(order?.livemode, false);
    assert.deepEqual(order?.requests, []);
    assert.deepEqual(await eventTypes(input.orderId), ["order.link_created"]);
  });

  it("refuses callers who are not signed in", async () => {
    assert.equal((await createPaymentLink(linkInput(), null)).error.status, "UNAUTHENTICATED");
  });

  it("refuses a price from a customer, names the fields, and stores nothing", async () => {
    const input = linkInput();
    const { error } = await createPaymentLink(input, customer);
    assert.equal(error.status, "PERMISSION_DENIED");
    assert.ok(error.details?.some(({ path }) => path === "amount"));
    assert.equal(await readOrder(input.orderId), undefined);
  });

  it("says to staff what a new order needs when they name only an unknown id", async () => {
    const { error } = await createPaymentLink({ orderId: newOrderId() });
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.deepEqual(error.details?.map(({ path }) => path).sort(), ["amount", "currency", "description"]);
  });

  it("lets a customer pay a draft that staff saved, and see its link again", async () => {
    const input = linkInput({ customerUid: customer.uid });
    assert.deepEqual((await call("saveDraftOrder", input)).result, {
      orderId: input.orderId,
      status: "DRAFT",
    });
    const link = await linkFor({ orderId: input.orderId, sendEmail: true }, customer);
    assert.equal(link.status, "PENDING");
    assert.deepEqual(await linkFor({ orderId: input.orderId }, customer), link);
    assert.deepEqual(await linkFor(input), link);
  });

  it("lets a customer pay a draft that a merchant's backend wrote in the documented form", async () => {
    const orderId = newOrderId();
    await orderDocument(orderId).set({
      status: "DRAFT",
      customerUid: customer.uid,
      description: "Written by Admin SDK",
      amount: { minor: 1005, currency: "KWD", exponent: 3 },
      linkOptions: {},
      merchantsOwn: { kept: true },
    });
    await linkFor({ orderId }, customer);
    assert.deepEqual(pluck(await vendor.ledger(orderId), "amountMinor"), [1005]);
    assert.deepEqual((await orderDocument(orderId).get()).get("merchantsOwn"), { kept: true });
  });

  it("gives one link to all who call at once, with one request to the vendor", async () => {
    const input = linkInput();
    const replies = await Promise.all(
      Array.from({ length: budget.callersOfOneLink }, () => createPaymentLink(input)),
    );
    const links = new Set(replies.map(({ result, error }) => result?.checkoutId ?? JSON.stringify(error)));
    assert.equal(links.size, 1, [...links].join("\n"));
    assert.equal((await vendor.posts(input.orderId)).length, 1);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("adopts the link when the connection is reset after the vendor made it", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    const link = await linkFor(input);
    assert.equal((await vendor.posts(input.orderId)).length, 1);
    assert.deepEqual(pluck(await vendor.ledger(input.orderId), "id"), [link.checkoutId]);
    assert.deepEqual(await eventTypes(input.orderId), ["order.link_created"]);
  });
});

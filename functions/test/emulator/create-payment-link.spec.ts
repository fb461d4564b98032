import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import { call, createPaymentLink, customer, linkFor, staff } from "../support/callables.js";
import { eventTypes, orderDocument, readOrder, Timestamp } from "../support/firestore.js";
import { linkAfter, paidLink } from "../support/move-link.js";
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

  it("reports all problems of one input at once, and stores nothing", async () => {
    const orderId = newOrderId();
    const { status, error } = await createPaymentLink({
      orderId,
      amount: "12.345",
      currency: "AED",
      sendSms: true,
      expiresIn: 5,
      language: "english",
      billingAddress: { name: "A B", address1: "x", city: "Dubai", country: "Emirates" },
      surprise: 1,
    });
    assert.equal(status, 400);
    assert.equal(error.status, "INVALID_ARGUMENT");
    const paths = error.details?.map(({ path }) => path).sort();
    const expected = "amount billingAddress.country description expiresIn language sendSms surprise";
    assert.equal(paths?.join(" "), expected);
    assert.equal(await readOrder(orderId), undefined);
  });

  it("says to staff what a new order needs when they name only an unknown id", async () => {
    const { error } = await createPaymentLink({ orderId: newOrderId() });
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.deepEqual(error.details?.map(({ path }) => path).sort(), ["amount", "currency", "description"]);
  });

  it("answers alike for an order that is not there and one that is another's", async () => {
    const input = linkInput({ customerUid: "somebody-else" });
    await linkFor(input);
    const anothers = await createPaymentLink({ orderId: input.orderId }, customer);
    const nobodys = await createPaymentLink({ orderId: newOrderId() }, customer);
    assert.deepEqual(anothers, nobodys);
    assert.equal(nobodys.error.status, "NOT_FOUND");
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
    const [entry] = await vendor.ledger(orderId);
    assert.equal(entry?.amountMinor, 1005);
    const stored = await orderDocument(orderId).get();
    assert.deepEqual(stored.get("merchantsOwn"), { kept: true });
  });

  it("names the field of a stored draft that is not in the documented form, to its customer as well", async () => {
    const orderId = newOrderId();
    await orderDocument(orderId).set({
      status: "DRAFT",
      customerUid: customer.uid,
      description: "x",
      amount: 12.5,
    });
    for (const user of [staff, customer]) {
      const { error } = await createPaymentLink({ orderId }, user);
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.ok(error.details?.some(({ path }) => path === "amount"));
    }
  });

  it("refuses drafts from customers", async () => {
    assert.equal((await call("saveDraftOrder", linkInput(), customer)).error.status, "PERMISSION_DENIED");
  });

  it("keeps a draft changeable until it has a link", async () => {
    const input = linkInput();
    await call("saveDraftOrder", { ...input, items: [{ name: "Coffee", quantity: 2, linetotal: "12.50" }] });
    await call("saveDraftOrder", { ...input, amount: 20 });
    const draft = await readOrder(input.orderId);
    assert.equal(draft?.amount.minor, 2000);
    assert.equal(draft?.items, undefined);
    await linkFor({ orderId: input.orderId });
    const words = { ...input, amount: 20, description: "In other words" };
    assert.equal((await call("saveDraftOrder", words)).error.status, "ALREADY_EXISTS");
  });

  it("gives the same link to the same call, with one request to the vendor", async () => {
    const input = linkInput();
    const first = await linkFor(input);
    assert.deepEqual(await linkFor(input), first);
    assert.equal((await vendor.posts(input.orderId)).length, 1);
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
  }).timeout(90_000);

  it("refuses other content while a link is live", async () => {
    const input = linkInput();
    await linkFor(input);
    const { error } = await createPaymentLink({ ...input, description: "In other words" });
    assert.equal(error.status, "ALREADY_EXISTS");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("refuses a link for a paid order", async () => {
    const input = linkInput();
    await paidLink(input);
    assert.equal((await createPaymentLink(input)).error.status, "FAILED_PRECONDITION");
  });

  for (const [action, status] of [
    ["fail", "FAILED"],
    ["cancel", "CANCELLED"],
    ["expire", "EXPIRED"],
  ] as const) {
    it(`makes the next attempt after ${status}, once the vendor has confirmed it`, async () => {
      const input = linkInput();
      const first = await linkAfter(action, status, input);
      const before = await vendor.reads(first.checkoutId);
      const second = await linkFor(input);
      assert.equal(second.requestId, `${input.orderId}-r2`);
      assert.equal(await vendor.reads(first.checkoutId), before + 1);
      const order = await readOrder(input.orderId);
      assert.equal(order?.attempts[first.checkoutId]?.status, status);
      assert.equal(order?.link?.checkoutId, second.checkoutId);
    });
  }

  it("begins no further attempt when the vendor says that the ended link was paid after all", async () => {
    const input = linkInput();
    const { checkoutId } = await linkAfter("cancel", "CANCELLED", input);
    await vendor.actSilently(checkoutId, "pay", { force: true });
    assert.equal((await createPaymentLink(input)).error.status, "FAILED_PRECONDITION");
    assert.equal((await readOrder(input.orderId))?.status, "PAID");
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("makes no further link while the vendor reports money on the ended one, or an unknown status", async () => {
    for (const set of [{ status: "PAID", amount: null }, { status: "SETTLING" }]) {
      const input = linkInput();
      const { checkoutId } = await linkAfter("expire", "EXPIRED", input);
      await vendor.fault("get-checkout", "answer", { checkoutId, set });
      const { error } = await createPaymentLink(input);
      assert.equal(error?.status, "FAILED_PRECONDITION", JSON.stringify(set));
      assert.equal((await vendor.ledger(input.orderId)).length, 1);
    }
  });

  it("says so when the vendor does not know the earlier link", async () => {
    const input = linkInput();
    const { checkoutId } = await linkAfter("fail", "FAILED", input);
    await vendor.fault("get-checkout", "status", { checkoutId, status: 400 });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /does not know/);
  });

  it("cancels a link that outlived its time before making the next", async () => {
    const input = linkInput();
    const { checkoutId } = await linkFor(input);
    const past = Timestamp.fromMillis(Date.now() - 1000);
    await orderDocument(input.orderId).update({ [`payment.attempts.${checkoutId}.expiresAt`]: past });
    const second = await linkFor(input);
    assert.equal(second.requestId, `${input.orderId}-r2`);
    const statuses = (await vendor.ledger(input.orderId)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, ["CANCELLED", "PENDING"]);
  });

  it("takes other content for the next link once the first has ended, another amount among it", async () => {
    const input = linkInput();
    await linkAfter("fail", "FAILED", input);
    const next = await linkFor({ ...input, amount: "99.00", description: "Again" });
    assert.equal(next.requestId, `${input.orderId}-r2`);
    const made = (await vendor.ledger(input.orderId)).find(({ id }) => id === next.checkoutId);
    assert.equal(made?.amountMinor, 9_900);
  });
});

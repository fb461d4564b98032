import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, linkFor } from "../support/callables.js";
import {
  checkoutDocument,
  eventTypes,
  orderWithProblem,
  readEvents,
  readOrder,
  Timestamp,
  touch,
} from "../support/firestore.js";
import { paidLink } from "../support/move-link.js";
import { deliver, redeliver } from "../support/redeliver.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

const inAMinute = () => Timestamp.fromMillis(Date.now() + 60_000);

describe("how public integrations of this API go wrong, and this one does not", () => {
  afterEach(() => vendor.clearFaults());

  it("1. hands no credential to a browser: not in an answer, a document or a page", async () => {
    const input = linkInput();
    const reply = await createPaymentLink(input);
    const checkout = (await checkoutDocument(reply.result.checkoutId).get()).data();
    const site = fileURLToPath(new URL("../../../web/dist/", import.meta.url));
    const pages = readdirSync(site, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(html|js|json)$/.test(name))
      .map((name) => readFileSync(join(site, name), "utf8"));
    const seen = JSON.stringify([
      reply,
      await readOrder(input.orderId),
      checkout,
      await readEvents(input.orderId),
      pages,
    ]);
    assert.ok(pages.length > 0);
    for (const secret of ["simulator-key", "simulator-secret", "API_SECRET"])
      assert.ok(!seen.includes(secret), secret);
  });

  it("2. takes no return URL for a payment", async () => {
    const input = linkInput();
    const { url, checkoutId } = await linkFor(input);
    await fetch(`${url}/payment-confirmation`);
    await touch(checkoutId);
    await waitUntil("the read", async () => (await vendor.reads(checkoutId)) > 0);
    assert.equal((await readOrder(input.orderId))?.status, "PENDING");
  });

  it("3. does not let a cheap paid checkout confirm a dear order", async () => {
    const cheap = await paidLink();
    const dear = linkInput({ amount: "9999.00" });
    const { checkoutId } = await linkFor(dear);
    // The order of one parameter, the checkout of another.
    const stored = (await checkoutDocument(cheap.checkoutId).get()).data();
    await deliver(cheap.checkoutId, { ...stored, orderId: dear.orderId }, inAMinute());
    assert.equal((await orderWithProblem(dear.orderId, "foreign_checkout")).status, "PENDING");
    // The vendor's answer itself is another checkout's.
    for (const set of [
      { id: cheap.checkoutId },
      { orderId: cheap.orderId },
      { requestId: "other-r1" },
      { amount: 1 },
      { currency: "USD" },
    ]) {
      const answer = { status: "PAID", ...set };
      await vendor.fault("get-checkout", "answer", { checkoutId, set: answer });
      const before = await vendor.reads(checkoutId);
      await redeliver(checkoutId, inAMinute());
      assert.equal(await vendor.reads(checkoutId), before + 1);
      const order = await readOrder(dear.orderId);
      assert.equal(order?.status, "PENDING", JSON.stringify(set));
      assert.equal(order?.problem, "identity_mismatch", JSON.stringify(set));
    }
    assert.ok(!(await eventTypes(dear.orderId)).includes("order.paid"));
  });

  it("4. does not cancel an order because of an error or an answer that is not PAID", async () => {
    const { orderId, checkoutId } = await paidLink();
    for (const fault of [
      { kind: "status", status: 400 },
      { kind: "status", status: 404, body: "html" },
      { kind: "status", status: 500 },
    ]) {
      await vendor.fault("get-checkout", fault.kind, { checkoutId, times: 3, ...fault });
      await redeliver(checkoutId, inAMinute());
      assert.equal((await readOrder(orderId))?.status, "PAID", JSON.stringify(fault));
      await vendor.clearFaults();
    }
  });
});

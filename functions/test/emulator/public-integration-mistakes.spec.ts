import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "selfsigned";
import { pluck } from "../../../test/pluck.js";
import { linkInput } from "../fixtures/link-input.js";
import { FIRST } from "../fixtures/orders.js";
import { createPaymentLink, linkFor } from "../support/callables.js";
import { clientOf } from "../support/client-of.js";
import {
  checkoutDocument,
  eventTypes,
  orderInStatus,
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
    const [order, events] = [await readOrder(input.orderId), await readEvents(input.orderId)];
    const seen = JSON.stringify([reply, order, checkout, events, pages]);
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

  it("5. does not let a late failure overwrite a payment", async () => {
    const { orderId, checkoutId } = await paidLink();
    const late = ["FAILED", "CANCELLED", "EXPIRED", "PENDING", "PENDING_CONFIRMATION"];
    for (const status of late) {
      await vendor.fault("get-checkout", "answer", { checkoutId, set: { status } });
      await redeliver(checkoutId, inAMinute());
      const order = await readOrder(orderId);
      assert.deepEqual([order?.status, order?.problem], ["PAID", "unpaid_after_paid"], status);
    }
    await redeliver(checkoutId, inAMinute());
    assert.equal((await readOrder(orderId))?.problem, null);
    const paidOnce = ["order.link_created", "order.paid"];
    const problems = [...late.map(() => "order.problem"), "order.problem_resolved"];
    assert.deepEqual(await eventTypes(orderId), [...paidOnce, ...problems]);
  });

  it("6. reports a payment once, however often it is announced", async () => {
    const { orderId, checkoutId } = await paidLink();
    for (let announced = 0; announced < 5; announced += 1)
      await touch(checkoutId, announced % 2 ? "webhook" : "listener");
    await redeliver(checkoutId, inAMinute());
    const payments = (await eventTypes(orderId)).filter((type) => type === "order.paid");
    assert.equal(payments.length, 1);
  });

  it("7. computes money without floats", async () => {
    for (const [amount, currency, minor] of [
      [4.35, "AED", 435],
      ["1.005", "KWD", 1005],
      [1.1, "AED", 110],
      ["8.20", "AED", 820],
      ["79999.99", "AED", 7_999_999],
    ] as const) {
      const input = linkInput({ amount, currency });
      await linkFor(input);
      assert.equal((await vendor.ledger(input.orderId))[0]?.amountMinor, minor);
    }
    const { error } = await createPaymentLink(linkInput({ amount: 0.1 + 0.2 }));
    assert.deepEqual(pluck(error.details, "path"), ["amount"]);
  });

  it("8. derives request ids from order and attempt, so that a retry is possible and never doubles a link", async () => {
    const input = linkInput();
    const first = await linkFor(input);
    const again = await linkFor(input);
    await vendor.actSilently(first.checkoutId, "fail");
    const second = await waitUntil("the next attempt", async () => {
      await touch(first.checkoutId);
      await orderInStatus(input.orderId, "FAILED");
      return linkFor(input);
    });
    assert.deepEqual([first.requestId, again.requestId], Array(2).fill(`${input.orderId}-r1`));
    assert.equal(second.requestId, `${input.orderId}-r2`);
  });

  it("9. keeps every digit of an id, and refuses one that came as a number", async () => {
    const branchId = "1601731695315563241";
    const input = linkInput({ branchId });
    const link = await linkFor(input);
    assert.match(link.checkoutId, /^[0-9]{19}$/);
    assert.notEqual(String(Number(link.checkoutId)), link.checkoutId);
    assert.equal((await readOrder(input.orderId))?.linkOptions.branchId, branchId);
    const { checkoutId } = link;
    await vendor.fault("get-checkout", "answer", { checkoutId, set: { id: 17 } });
    await touch(checkoutId);
    await orderWithProblem(input.orderId, "contract_violation");
  });

  it("10. checks the vendor's certificate", async () => {
    const names = [{ name: "commonName", value: "127.0.0.1" }];
    const { private: key, cert } = await generate(names, { algorithm: "sha256" });
    let asked = 0;
    const server = createServer({ key, cert }, (_request, response) => {
      asked += 1;
      response.end('{"success":true,"result":{}}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = clientOf({ url: `https://127.0.0.1:${port}/mer/v2.0/` });
    await assert.rejects(client.getCheckout(FIRST), { name: "PointCheckoutError", kind: "network" });
    assert.equal(asked, 0);
    server.close();
  });
});

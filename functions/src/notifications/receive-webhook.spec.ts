import assert from "node:assert/strict";
import { aLeased, anAttempt, anOrder, aRequest, at, FIRST, SECOND } from "../../test/fixtures/orders.js";
import { recordedLog } from "../../test/support/recorded-log.js";
import { aWebhookEndpoint } from "../../test/support/webhook-endpoint.js";
import { OrderUnreadableError } from "../orders/store/order-document.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";

const requests = [aLeased(900)];
const touch = { checkoutId: FIRST, touch: { by: "webhook" } };

/** The body of a delivery about the first link. */
const about = (fields: object) => ({ body: JSON.stringify({ id: FIRST, ...fields }) });

describe("webhook", () => {
  it("touches the checkout that it names, and nothing else", async () => {
    const { deliver, wrote } = aWebhookEndpoint();
    const sent = about({
      orderId: "ORD-9",
      status: "PAID",
      totalRefunded: 5,
      referenceId: "PAY-1",
      unheardOf: { deep: [1] },
    });
    assert.deepEqual(await deliver(sent), { status: 200, message: "touched" });
    assert.deepEqual(wrote, [{ checkoutId: FIRST, touch: { by: "webhook", referenceId: "PAY-1" } }]);
  });

  it("keeps no reference that is none", async () => {
    for (const referenceId of [null, 7, "", "a b", "x".repeat(101), { a: 1 }, "é"]) {
      const { deliver, wrote } = aWebhookEndpoint();
      assert.equal((await deliver(about({ referenceId }))).status, 200);
      assert.deepEqual(wrote, [touch]);
    }
  });

  for (const [what, status, sent, configured] of [
    ...["GET", "PUT", "DELETE", "HEAD", "OPTIONS"].map((method) => [method, 405, { method }] as const),
    ["everything while only a mistyped secret is configured", 503, {}, "whsec_oops"],
    ["an id that came as a number", 400, { body: '{"id":1601731695315563241}' }],
  ] as const) {
    it(`refuses, and writes nothing: ${what}`, async () => {
      const { deliver, wrote } = aWebhookEndpoint(anOrder(), { configured });
      assert.equal((await deliver(sent)).status, status);
      assert.deepEqual(wrote, []);
    });
  }

  it("takes 64 KiB and no more", async () => {
    const { deliver } = aWebhookEndpoint();
    const frame = about({ more: "" }).body.length;
    const sized = (bytes: number) => about({ more: "x".repeat(bytes - frame) });
    assert.equal((await deliver(sized(65_536))).status, 200);
    assert.equal((await deliver(sized(65_537))).status, 413);
  });

  it("acknowledges a checkout that is not ours, whether the order is there or not", async () => {
    for (const order of [null, anOrder({ attempts: { [SECOND]: anAttempt() } })]) {
      const { deliver, wrote } = aWebhookEndpoint(order);
      assert.deepEqual(await deliver(), { status: 200, message: "not ours" });
      assert.deepEqual(wrote, []);
    }
  });

  it("acknowledges a checkout whose order id is not one that we could have given", async () => {
    for (const orderId of ["a\u0000b", "", 7, null, { a: 1 }, "x".repeat(101)]) {
      const { deliver } = aWebhookEndpoint(anOrder({ attempts: {}, requests }));
      assert.equal((await deliver(about({ orderId }))).status, 200);
    }
  });

  for (const [what, pending, answer] of [
    [
      "has the vendor come again, and the sweep search at once, while a request of the order is searched for",
      aRequest({ searchAt: at(90) }),
      { status: 503, message: "this order's link is being made, deliver again" },
    ],
    [
      "has the sweep search once more, and does not have the vendor come again, after a search found nothing",
      aRequest(),
      { status: 200, message: "not ours" },
    ],
  ] as const) {
    it(what, async () => {
      const { deliver, wrote, reads } = aWebhookEndpoint(anOrder({ attempts: {}, requests: [pending] }));
      assert.deepEqual(await deliver(), answer);
      assert.deepEqual(wrote, [
        { patch: { requests: [aRequest({ searchAt: reads[0]?.readTime ?? null })] } },
      ]);
    });
  }

  it("touches a checkout that was recorded while it looked", async () => {
    const { deliver, wrote, database } = aWebhookEndpoint();
    const recorded = [...database.checkouts];
    database.checkouts.clear();
    const answering = deliver();
    for (const checkout of recorded) database.checkouts.set(...checkout);
    assert.equal((await answering).status, 200);
    assert.equal(wrote.length, 1);
  });

  it("touches nothing for a body that says PENDING of a link that the order knows as PENDING", async () => {
    for (const status of ["PENDING", "Pending"]) {
      const { deliver, wrote } = aWebhookEndpoint();
      const answer = await deliver(about({ orderId: "ORD-1", status, referenceId: null }));
      assert.deepEqual([answer, wrote], [{ status: 200, message: "known" }, []]);
    }
  });

  it("touches for any other status, and for one that the body does not name as text", async () => {
    const others = PROVIDER_STATUSES.filter((status) => status !== "PENDING");
    const odd = ["PENDING CONFIRMATION", "SETTLING", "", null, undefined, 1, ["PENDING"]];
    for (const status of [...others, ...odd]) {
      const { deliver, wrote } = aWebhookEndpoint();
      await deliver(about({ orderId: "ORD-1", status }));
      assert.deepEqual(wrote, [touch], String(status));
    }
  });

  it("touches for PENDING all the same when the body names a payment, or no order, or the order is another's", async () => {
    for (const more of [
      { orderId: "ORD-1", referenceId: "PAY-1" },
      { orderId: "ORD-1", referenceId: 7 },
      {},
      { orderId: "ORD-9" },
    ]) {
      const { deliver, wrote } = aWebhookEndpoint();
      await deliver(about({ status: "PENDING", ...more }));
      assert.equal(wrote.length, 1, JSON.stringify(more));
    }
  });

  it("does not have PENDING delivered again while the order's link is being made", async () => {
    const { deliver } = aWebhookEndpoint(anOrder({ attempts: {}, requests }));
    const pending = await deliver(about({ orderId: "ORD-1", status: "PENDING" }));
    assert.deepEqual(pending, { status: 200, message: "known" });
    assert.equal((await deliver(about({ orderId: "ORD-1", status: "PAID" }))).status, 503);
  });

  it("leaves PENDING of an order that cannot be read to a look, and is not acknowledged when Firestore is away", async () => {
    const { lines, log } = recordedLog();
    const { deliver, deps, wrote } = aWebhookEndpoint(anOrder(), { log });
    const pending = about({ orderId: "ORD-1", status: "PENDING" });
    deps.orders.read = () => Promise.reject(new OrderUnreadableError("ORD-1", []));
    assert.equal((await deliver(pending)).status, 200);
    deps.orders.read = () => Promise.reject(new Error("UNAVAILABLE"));
    assert.equal((await deliver(pending)).status, 503);
    assert.deepEqual([wrote, lines.at(-1)?.event], [[touch], "webhook.not_stored"]);
  });
});

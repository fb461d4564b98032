import assert from "node:assert/strict";
import { aLeased, anAttempt, anOrder, aRequest, at, FIRST, SECOND } from "../../test/fixtures/orders.js";
import { newWebhookSecret, signWebhook } from "../../test/support/sign-webhook.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Touch } from "../checkouts/checkout-store.js";
import type { Order, OrderPatch } from "../orders/model/order.js";
import { OrderUnreadableError } from "../orders/store/order-document.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";
import { receiveWebhook, type WebhookAnswer, type WebhookDependencies } from "./receive-webhook.js";
import { parseWebhookSecrets } from "./verify-webhook.js";

const secret = newWebhookSecret("the-first-secret-of-the-endpoint");
const requests = [aLeased(900)];

type Sent = { method?: string; body?: string };

/** An endpoint in front of one order and the checkouts that are known; everything it wrote stands in `wrote`. */
function anEndpoint({
  order = null,
  known = [],
  configured = secret,
  failing = false,
  unreadable = null,
}: {
  order?: Order | null;
  known?: CheckoutId[];
  configured?: string;
  failing?: boolean;
  /** Thrown by every read of the order. */
  unreadable?: Error | null;
} = {}) {
  const wrote: ({ checkoutId: CheckoutId; touch: Touch } | { patch: OrderPatch })[] = [];
  const logged: string[] = [];
  const say = (event: string) => void logged.push(event);
  const deps: WebhookDependencies = {
    secrets: parseWebhookSecrets(configured),
    log: { info: say, warn: say, error: say },
    checkouts: {
      touch: async (checkoutId, touch) => {
        if (failing) throw new Error("UNAVAILABLE");
        if (!known.includes(checkoutId)) return "unknown";
        wrote.push({ checkoutId, touch });
        return "touched";
      },
      restore: async ({ checkoutId }) => void known.push(checkoutId),
    },
    orders: {
      read: async (orderId): Promise<OrderSnapshot> => {
        if (unreadable) throw unreadable;
        const found = order?.orderId === orderId ? order : null;
        return { orderId, order: found, readTime: at(30), version: at(10) };
      },
      commit: async (snapshot, { patch }) => {
        wrote.push({ patch });
        return { ...snapshot, order: order as Order };
      },
    },
  };
  const deliver = async (sent: Sent = {}): Promise<WebhookAnswer> => {
    const { method = "POST", body = JSON.stringify({ id: FIRST, orderId: "ORD-1" }) } = sent;
    const headers: Record<string, string> = signWebhook(body, { secrets: [secret] });
    return receiveWebhook(deps, { method, header: (name) => headers[name], rawBody: Buffer.from(body) });
  };
  const status = async (sent?: Sent) => (await deliver(sent)).status;
  return { deliver, status, wrote, logged, known };
}

describe("webhook", () => {
  it("touches the checkout that it names, and nothing else", async () => {
    const endpoint = anEndpoint({ known: [FIRST] });
    const body = JSON.stringify({
      id: FIRST,
      orderId: "ORD-9",
      status: "PAID",
      totalRefunded: 5,
      referenceId: "PAY-1",
      unheardOf: { deep: [1] },
    });
    assert.deepEqual(await endpoint.deliver({ body }), { status: 200, message: "touched" });
    assert.deepEqual(endpoint.wrote, [{ checkoutId: FIRST, touch: { by: "webhook", referenceId: "PAY-1" } }]);
  });

  it("keeps no reference that is none", async () => {
    for (const referenceId of [null, 7, "", "a b", "x".repeat(101), { a: 1 }, "é"]) {
      const endpoint = anEndpoint({ known: [FIRST] });
      assert.equal(await endpoint.status({ body: JSON.stringify({ id: FIRST, referenceId }) }), 200);
      assert.deepEqual(endpoint.wrote, [{ checkoutId: FIRST, touch: { by: "webhook" } }]);
    }
  });

  describe("refuses, and writes nothing:", () => {
    const refuses = (what: string, expected: number, sent: Sent, configured = secret) =>
      it(what, async () => {
        const endpoint = anEndpoint({ known: [FIRST], configured });
        assert.equal(await endpoint.status(sent), expected);
        assert.deepEqual(endpoint.wrote, []);
      });
    for (const method of ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"]) refuses(method, 405, { method });
    refuses("everything while no secret is configured", 503, {}, "");
    refuses("everything while only a mistyped secret is configured", 503, {}, "whsec_oops");
    refuses("an id that came as a number", 400, { body: '{"id":1601731695315563241}' });
  });

  it("takes 64 KiB and no more", async () => {
    const endpoint = anEndpoint({ known: [FIRST] });
    const frame = JSON.stringify({ id: FIRST, more: "" }).length;
    const sized = (bytes: number) => JSON.stringify({ id: FIRST, more: "x".repeat(bytes - frame) });
    assert.equal(await endpoint.status({ body: sized(65_536) }), 200);
    assert.equal(await endpoint.status({ body: sized(65_537) }), 413);
  });

  it("acknowledges a checkout that is not ours, and says so in the log", async () => {
    for (const order of [null, anOrder({ attempts: { [SECOND]: anAttempt() } })]) {
      const endpoint = anEndpoint({ order });
      assert.deepEqual(await endpoint.deliver(), { status: 200, message: "not ours" });
      assert.deepEqual(endpoint.wrote, []);
      assert.ok(endpoint.logged.includes("webhook.not_ours"));
    }
  });

  it("acknowledges a checkout whose order id is not one that we could have given", async () => {
    for (const orderId of ["a\u0000b", "", 7, null, { a: 1 }, "x".repeat(101)]) {
      const endpoint = anEndpoint({ order: anOrder({ attempts: {}, requests }) });
      assert.equal(await endpoint.status({ body: JSON.stringify({ id: FIRST, orderId }) }), 200);
    }
  });

  it("has the vendor come again while the order's link is being made", async () => {
    const endpoint = anEndpoint({ order: anOrder({ attempts: {}, requests }) });
    assert.equal(await endpoint.status(), 503);
    assert.deepEqual(endpoint.wrote, []);
  });

  it("has the vendor come again, and the sweep search at once, while a request of the order is searched for", async () => {
    const pending = aRequest({ searchAt: at(90) });
    const endpoint = anEndpoint({ order: anOrder({ attempts: {}, requests: [pending] }) });
    assert.equal(await endpoint.status(), 503);
    assert.deepEqual(endpoint.wrote, [{ patch: { requests: [aRequest({ searchAt: at(30) })] } }]);
  });

  it("has the sweep search once more, and does not have the vendor come again, after a search found nothing", async () => {
    const endpoint = anEndpoint({ order: anOrder({ attempts: {}, requests: [aRequest()] }) });
    assert.deepEqual(await endpoint.deliver(), { status: 200, message: "not ours" });
    assert.deepEqual(endpoint.wrote, [{ patch: { requests: [aRequest({ searchAt: at(30) })] } }]);
  });

  it("touches a checkout that was recorded while it looked", async () => {
    const order = anOrder();
    const known: CheckoutId[] = [];
    const endpoint = anEndpoint({ order, known });
    const answering = endpoint.deliver();
    known.push(FIRST);
    assert.equal((await answering).status, 200);
    assert.equal(endpoint.wrote.length, 1);
  });

  it("touches nothing for a body that says PENDING of a link that the order knows as PENDING", async () => {
    for (const status of ["PENDING", "Pending"]) {
      const endpoint = anEndpoint({ order: anOrder(), known: [FIRST] });
      const body = JSON.stringify({ id: FIRST, orderId: "ORD-1", status, referenceId: null });
      assert.deepEqual(await endpoint.deliver({ body }), { status: 200, message: "known" });
      assert.deepEqual(endpoint.wrote, []);
      assert.deepEqual(endpoint.logged, ["webhook.known"]);
    }
  });

  it("touches for any other status, and for one that the body does not name as text", async () => {
    const others = PROVIDER_STATUSES.filter((status) => status !== "PENDING");
    for (const status of [
      ...others,
      "PENDING CONFIRMATION",
      "SETTLING",
      "",
      null,
      undefined,
      1,
      ["PENDING"],
    ]) {
      const endpoint = anEndpoint({ order: anOrder(), known: [FIRST] });
      await endpoint.deliver({ body: JSON.stringify({ id: FIRST, orderId: "ORD-1", status }) });
      assert.deepEqual(endpoint.wrote, [{ checkoutId: FIRST, touch: { by: "webhook" } }], String(status));
    }
  });

  it("touches for PENDING all the same when the body names a payment, or no order, or the order is another's", async () => {
    const bodies = [
      { orderId: "ORD-1", referenceId: "PAY-1" },
      { orderId: "ORD-1", referenceId: 7 },
      {},
      { orderId: "ORD-9" },
    ];
    for (const more of bodies) {
      const endpoint = anEndpoint({ order: anOrder(), known: [FIRST] });
      await endpoint.deliver({ body: JSON.stringify({ id: FIRST, status: "PENDING", ...more }) });
      assert.equal(endpoint.wrote.length, 1, JSON.stringify(more));
    }
  });

  it("does not have PENDING delivered again while the order's link is being made", async () => {
    const endpoint = anEndpoint({ order: anOrder({ attempts: {}, requests }) });
    const body = JSON.stringify({ id: FIRST, orderId: "ORD-1", status: "PENDING" });
    assert.deepEqual(await endpoint.deliver({ body }), { status: 200, message: "known" });
    assert.equal(await endpoint.status({ body: body.replace("PENDING", "PAID") }), 503);
  });

  it("leaves PENDING of an order that cannot be read to a look, and is not acknowledged when Firestore is away", async () => {
    const body = JSON.stringify({ id: FIRST, orderId: "ORD-1", status: "PENDING" });
    const unreadable = anEndpoint({ known: [FIRST], unreadable: new OrderUnreadableError("ORD-1", []) });
    assert.equal(await unreadable.status({ body }), 200);
    assert.equal(unreadable.wrote.length, 1);
    const away = anEndpoint({ known: [FIRST], unreadable: new Error("UNAVAILABLE") });
    assert.equal(await away.status({ body }), 503);
    assert.deepEqual(away.logged, ["webhook.not_stored"]);
  });

  it("is not acknowledged when the touch could not be stored", async () => {
    const endpoint = anEndpoint({ known: [FIRST], failing: true });
    assert.equal(await endpoint.status(), 503);
    assert.deepEqual(endpoint.logged, ["webhook.not_stored"]);
  });
});

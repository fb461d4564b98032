import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { DAY, describeWebhooks, SECOND, WEBHOOK_SECRET } from "../../test/support/describe-webhooks.js";
import { expectedSignatures } from "../../test/support/webhook-receiver.js";
import { describeWithSimulator, eventually } from "../../test/support/with-simulator.js";

describeWebhooks("webhooks", (webhooks) => {
  const { bench, events, outcomes, createdLink } = webhooks;

  it("are signed over the bytes that arrive, with the real clock's time", async () => {
    await bench.advance(30 * DAY);
    await bench.createLink({ orderId: "طلب-1" });
    await bench.idle();
    const [webhook, ...others] = webhooks.receiver.received;
    assert.ok(webhook);
    assert.deepEqual(others, []);
    assert.deepEqual([webhook.method, webhook.path], ["POST", "/webhook"]);
    assert.equal(webhook.headers["content-type"], "application/json");
    assert.match(webhook.messageId, /^msg_[A-Za-z0-9]{27}$/);
    assert.ok(Math.abs(webhook.timestamp - Date.now() / 1_000) < 10);
    assert.deepEqual(webhook.signatures, expectedSignatures(webhook, WEBHOOK_SECRET));
    assert.equal(JSON.parse(webhook.body).orderId, "طلب-1");
  });

  it("report six events and nothing else", async () => {
    const { id } = await bench.createLink();
    for (const action of ["fail", "reopen", "cancel", "reopen", "expire", "reopen", "authorize", "capture"]) {
      await bench.act(id, action);
    }
    await bench.act(id, "refund", { amount: 25 });
    for (const action of ["chargeback", "lift-chargeback", "refund", "reverse-refund"]) {
      await bench.act(id, action);
    }
    const second = await bench.createLink({ requestId: "second" });
    await bench.act(second.id, "await-confirmation");
    await bench.act(second.id, "confirm-pending");
    const reported = "created failed cancelled expired paid refunded refunded created paid".split(" ");
    const expected = reported.map((event) => `checkout.${event}`);
    assert.deepEqual(await events(), expected);
    assert.equal(webhooks.receiver.received.length, 9);
    assert.equal(new Set(webhooks.receiver.received.map(({ messageId }) => messageId)).size, 9);
  });

  it("follow no redirect: one is a failure", async () => {
    const { id } = await createdLink();
    webhooks.receiver.answers = [302];
    await bench.act(id, "pay");
    assert.deepEqual(await outcomes(), ["delivered", "retrying"]);
    assert.deepEqual(pluck(webhooks.receiver.received, "path"), ["/webhook"]);
  });

  it("keep no other message waiting for an answer", async () => {
    const { id } = await createdLink();
    webhooks.receiver.answers = ["hang"];
    await bench.act(id, "pay");
    const other = await bench.createLink({ requestId: "other" });
    await eventually("the other message", () => webhooks.receiver.received.length === 2);
    const [slow, fast] =
      (await bench.control("GET", "notifications?channel=webhook")).json.notifications?.slice(-2) ?? [];
    assert.equal(slow?.outcome, "queued");
    assert.equal(fast?.checkoutId, other.id);
  });

  it("carry both signatures while a secret is replaced, and one afterwards", async () => {
    const { id } = await createdLink();
    const rotated = await bench.control("POST", "webhooks/endpoint-1/rotate");
    const fresh = rotated.json.secret ?? "";
    assert.match(fresh, /^whsec_[A-Za-z0-9+/]{43}=$/);
    await bench.act(id, "pay");
    await bench.advance(DAY);
    await bench.act(id, "refund");
    await bench.idle();
    const [during, after] = webhooks.receiver.received;
    assert.ok(during && after);
    assert.deepEqual(during.signatures, expectedSignatures(during, fresh, WEBHOOK_SECRET));
    assert.deepEqual(after.signatures, expectedSignatures(after, fresh));
  });

  it("announce a present state again, as a new message, if the vendor has an event for it", async () => {
    const { id } = await createdLink();
    const notify = async () => {
      const { json } = await bench.control("POST", `checkouts/${id}/notify`);
      return json.notifications?.map(({ channel, event }) => [channel, event]);
    };
    assert.deepEqual(await notify(), [
      ["firestore", undefined],
      ["webhook", "checkout.created"],
    ]);
    await bench.act(id, "authorize");
    assert.deepEqual(await notify(), [["firestore", undefined]]);
    await bench.act(id, "capture");
    await bench.act(id, "refund", { amount: 1 });
    assert.deepEqual((await notify())?.[1], ["webhook", "checkout.refunded"]);
    await bench.idle();
    const statuses = webhooks.receiver.statuses.sort().join(" ");
    assert.equal(statuses, "PAID PARTIALLY_REFUNDED PARTIALLY_REFUNDED PENDING");
    assert.equal(new Set(webhooks.receiver.received.map(({ messageId }) => messageId)).size, 4);
  });
});

/** Long enough for an answer on a busy machine; ms. */
const timeoutMs = 2_000;

describeWebhooks(
  "webhooks to a slow endpoint",
  (webhooks) => {
    const { bench, createdLink, newest, outcomes } = webhooks;

    it("fail when no answer comes in time, and are tried again", async () => {
      const { id } = await createdLink();
      webhooks.receiver.answers = ["hang"];
      await bench.act(id, "pay");
      const late = await newest();
      assert.equal(late?.outcome, "retrying");
      assert.equal(late.error, `no answer within ${timeoutMs} ms`);
      await bench.advance(5 * SECOND);
      assert.deepEqual(await outcomes(), ["delivered", "delivered"]);
    });
  },
  async () => ({ webhookTimeoutMs: timeoutMs }),
);

describeWithSimulator("webhooks without an endpoint", (bench) => {
  it("are neither made nor listed, and spend no fault", async () => {
    await bench.arm({ kind: "drop-notification", match: { channel: "webhook" } });
    await bench.paidLink();
    assert.deepEqual(pluck(await bench.notifications(), "channel"), ["firestore"]);
    assert.equal((await bench.control("GET", "faults")).json.faults?.length, 1);
  });
});

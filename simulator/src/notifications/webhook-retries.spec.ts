import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import {
  DAY,
  describeWebhooks,
  HOUR,
  MINUTE,
  SECOND,
  WEBHOOK_SECRET,
} from "../../test/support/describe-webhooks.js";
import { expectedSignatures, startWebhookReceiver } from "../../test/support/webhook-receiver.js";
import { eventually } from "../../test/support/with-simulator.js";
import { WEBHOOK_TIMEOUT_MS } from "./webhook-channel.js";

describeWebhooks("webhooks that fail", (webhooks) => {
  const { bench, notifications, newest, resend, outcomes, createdLink } = webhooks;

  async function oneFailedAndOneHanging() {
    webhooks.receiver.answers = [500, "hang"];
    const { id } = await bench.createLink();
    await bench.idle();
    await bench.act(id, "pay");
    await eventually("the second message", () => webhooks.receiver.received.length === 2);
  }

  it("are tried again on the vendor's schedule, under one id and with fresh signatures", async () => {
    const { id } = await createdLink();
    webhooks.receiver.usualAnswer = 503;
    await bench.act(id, "pay");
    const pauses = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
    for (const [index, pause] of pauses.entries()) {
      const notification = await newest();
      assert.equal(notification?.outcome, "retrying");
      assert.equal(notification.error, "answered 503");
      await bench.advance(pause - SECOND);
      assert.equal(webhooks.receiver.received.length, index + 1, `before retry ${index + 1}`);
      await bench.advance(SECOND);
      assert.equal(webhooks.receiver.received.length, index + 2, `at retry ${index + 1}`);
    }
    await bench.advance(30 * DAY);
    assert.equal(webhooks.receiver.received.length, 8);
    assert.equal(new Set(webhooks.receiver.received.map(({ messageId }) => messageId)).size, 1);
    assert.equal(new Set(webhooks.receiver.received.map(({ body }) => body)).size, 1);
    for (const webhook of webhooks.receiver.received)
      assert.deepEqual(webhook.signatures, expectedSignatures(webhook, WEBHOOK_SECRET));
    const notification = await newest();
    assert.equal(notification?.outcome, "failed");
    const attempts = notification.attempts.map(({ status, endpoint }) => `${endpoint}: ${status}`);
    assert.deepEqual(attempts, Array(8).fill("endpoint-1: 503"));
  });

  it("end with the first 2xx", async () => {
    const { id } = await createdLink();
    webhooks.receiver.answers = [500, "cut", 299];
    await bench.act(id, "pay");
    await bench.advance(5 * SECOND);
    await bench.advance(5 * MINUTE);
    await bench.advance(DAY);
    const notification = await newest();
    assert.equal(webhooks.receiver.received.length, 3);
    assert.equal(notification?.outcome, "delivered");
    assert.equal(notification.error, undefined);
    assert.deepEqual(pluck(notification.attempts, "status"), [500, undefined, 299]);
    assert.ok(notification.attempts[1]?.error);
    assert.deepEqual(pluck(notification.deliveries, "outcome"), ["delivered"]);
    assert.deepEqual(pluck(notification.deliveries, "nextAttemptAt"), [null]);
  });

  it("go to each endpoint separately: one that fails is tried alone", async () => {
    const second = await startWebhookReceiver();
    try {
      await bench.control("POST", "webhooks", { url: second.url, events: ["checkout.paid"] });
      const { id } = await createdLink();
      assert.equal(second.received.length, 0);
      second.answers = [500];
      await bench.act(id, "pay");
      assert.deepEqual(await outcomes(), ["delivered", "retrying"]);
      await bench.advance(5 * SECOND);
      assert.deepEqual(await outcomes(), ["delivered", "delivered"]);
      assert.deepEqual([webhooks.receiver.received.length, second.received.length], [1, 2]);
      const paid = await newest();
      assert.equal(paid?.target, `${webhooks.receiver.url} ${second.url}`);
      const all = [...webhooks.receiver.received, ...second.received];
      assert.equal(new Set(pluck(all, "messageId")).size, 1);
    } finally {
      await second.stop();
    }
  });

  it("stop when an endpoint has failed for five days, until it is enabled again", async () => {
    const { id } = await createdLink();
    webhooks.receiver.usualAnswer = 500;
    const enabled = async () => (await bench.webhooks())[0]?.enabled;
    await bench.act(id, "pay");
    await bench.advance(5 * DAY - SECOND);
    assert.equal(await enabled(), true);
    await bench.act(id, "refund", { amount: 1 });
    await bench.idle();
    assert.equal(await enabled(), true);
    await bench.advance(6 * SECOND);
    assert.equal(await enabled(), false);
    const before = webhooks.receiver.received.length;
    await bench.act(id, "refund", { amount: 1 });
    await bench.advance(30 * DAY);
    assert.equal(webhooks.receiver.received.length, before);
    assert.deepEqual(await outcomes(), ["delivered", "failed", "failed", "kept"]);
    webhooks.receiver.usualAnswer = 200;
    await bench.control("POST", "webhooks/endpoint-1/enable");
    await bench.act(id, "refund", { amount: 1 });
    assert.equal((await newest())?.outcome, "delivered");
  });

  it("forgive an endpoint that answers once within the five days", async () => {
    const { id } = await createdLink();
    webhooks.receiver.answers = [500, 200, 500];
    await bench.act(id, "pay");
    await bench.advance(4 * DAY);
    await bench.advance(2 * DAY);
    await bench.act(id, "refund");
    await bench.idle();
    assert.deepEqual(pluck(await bench.webhooks(), "enabled"), [true]);
  });

  it("end their schedule when the one by hand succeeds, and keep it when that fails", async () => {
    const { id } = await createdLink();
    webhooks.receiver.answers = [500, 500, 200];
    await bench.act(id, "pay");
    const paid = await newest();
    await resend(paid?.id);
    assert.equal((await newest())?.outcome, "retrying");
    await resend(paid?.id);
    assert.equal((await newest())?.outcome, "delivered");
    await bench.advance(DAY);
    assert.equal(webhooks.receiver.received.length, 3);
  });

  it("that were dropped are not retried, and a resend by hand brings them once", async () => {
    const { id } = await createdLink();
    await bench.act(id, "pay", { notify: false });
    await bench.advance(DAY);
    assert.equal(webhooks.receiver.received.length, 0);
    assert.deepEqual(await outcomes(), ["delivered", "dropped"]);
    const paid = await newest();
    webhooks.receiver.answers = [500];
    await resend(paid?.id);
    assert.equal((await newest())?.outcome, "failed");
    await bench.advance(DAY);
    assert.equal(webhooks.receiver.received.length, 1);
    await resend(paid?.id);
    assert.equal((await newest())?.outcome, "delivered");
    assert.equal((await resend("notification-99")).status, 404);
  });

  it("are forgotten by a reset, those on their way and those to be tried again", async () => {
    await oneFailedAndOneHanging();
    const begunAt = performance.now();
    await bench.control("POST", "reset");
    await bench.idle();
    assert.ok(performance.now() - begunAt < WEBHOOK_TIMEOUT_MS);
    await bench.advance(30 * DAY);
    assert.equal(webhooks.receiver.received.length, 2);
    assert.deepEqual(await notifications(), []);
    assert.deepEqual(pluck(await bench.webhooks(), "failingSince"), [null]);
  });

  it("are cut off when the simulator closes, and sent no more", async () => {
    await oneFailedAndOneHanging();
    const begunAt = performance.now();
    await bench.simulator.close();
    assert.ok(performance.now() - begunAt < WEBHOOK_TIMEOUT_MS);
    bench.clock.advance(DAY);
    await bench.idle();
    assert.equal(webhooks.receiver.received.length, 2);
  });
});

import assert from "node:assert/strict";
import { expectedSignature, WebhookReceiver } from "../../test/support/webhook-receiver.js";
import { describeWithSimulator, eventually } from "../../test/support/with-simulator.js";
import { Clock } from "../clock.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECRET = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";
const TIMEOUT_MS = 1_000;

// A clock that stands still unless it is moved, so that a busy machine reaches no retry early.
const startedAt = Date.now();

let receiver: WebhookReceiver;

describeWithSimulator(
  "webhooks",
  (bench) => {
    afterEach(() => receiver.stop());

    const act = (id: string, action: object) => bench.control("POST", `checkouts/${id}/actions`, action);
    const idle = () => bench.simulator.state.notifier.idle();

    async function advance(ms: number): Promise<void> {
      await bench.control("POST", "clock", { advanceMs: ms });
      await idle();
    }

    async function notifications(query = "") {
      await idle();
      return (await bench.control("GET", `notifications?channel=webhook${query}`)).json.notifications ?? [];
    }

    const events = async () => (await notifications()).map(({ event }) => event);
    const outcomes = async () => (await notifications()).map(({ outcome }) => outcome);

    /** A link whose first webhook, of its creation, has arrived. */
    async function createdLink() {
      const link = await bench.createLink();
      await idle();
      receiver.received.splice(0);
      return link;
    }

    it("are signed over the bytes that arrive, with the real clock's time", async () => {
      await bench.control("POST", "clock", { advanceMs: 30 * DAY });
      await bench.createLink({ orderId: "طلب-1" });
      await idle();
      const [webhook, ...others] = receiver.received;
      assert.ok(webhook);
      assert.deepEqual(others, []);
      assert.deepEqual([webhook.method, webhook.path], ["POST", "/webhook"]);
      assert.equal(webhook.headers["content-type"], "application/json");
      assert.match(webhook.messageId, /^msg_[A-Za-z0-9]{27}$/);
      assert.ok(Math.abs(webhook.timestamp - Date.now() / 1_000) < 10);
      assert.deepEqual(webhook.signatures, [expectedSignature(SECRET, webhook)]);
      assert.equal(JSON.parse(webhook.body).orderId, "طلب-1");
    });

    it("tell of six events and of nothing else", async () => {
      const { id } = await bench.createLink();
      for (const action of [
        "fail",
        "reopen",
        "cancel",
        "reopen",
        "expire",
        "reopen",
        "authorize",
        "capture",
      ]) {
        await act(id, { action });
      }
      await act(id, { action: "refund", amount: 25 });
      for (const action of ["chargeback", "lift-chargeback", "refund", "reverse-refund"]) {
        await act(id, { action });
      }
      const second = await bench.createLink({ requestId: "second" });
      await act(second.id, { action: "await-confirmation" });
      await act(second.id, { action: "confirm-pending" });
      assert.deepEqual(await events(), [
        "checkout.created",
        "checkout.failed",
        "checkout.cancelled",
        "checkout.expired",
        "checkout.paid",
        "checkout.refunded",
        "checkout.refunded",
        "checkout.created",
        "checkout.paid",
      ]);
      assert.equal(receiver.received.length, 9);
      assert.equal(new Set(receiver.received.map(({ messageId }) => messageId)).size, 9);
    });

    it("tell of a link that expires, and of one that the portal made", async () => {
      await bench.control("POST", "checkouts", {
        requestId: "p",
        orderId: "P",
        description: "x",
        currency: "AED",
        amount: 1,
        expiresIn: 15,
      });
      await advance(15 * MINUTE);
      assert.deepEqual(await events(), ["checkout.created", "checkout.expired"]);
    });

    it("are tried again on the vendor's schedule, under one id and with fresh signatures", async () => {
      const { id } = await createdLink();
      receiver.usualAnswer = 503;
      await act(id, { action: "pay" });
      await idle();
      const pauses = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
      for (const [index, pause] of pauses.entries()) {
        const [notification] = (await notifications()).slice(-1);
        assert.equal(notification?.outcome, "retrying");
        assert.equal(notification.error, "answered 503");
        await advance(pause - SECOND);
        assert.equal(receiver.received.length, index + 1, `before retry ${index + 1}`);
        await advance(SECOND);
        assert.equal(receiver.received.length, index + 2, `at retry ${index + 1}`);
      }
      await advance(30 * DAY);
      assert.equal(receiver.received.length, 8);
      assert.equal(new Set(receiver.received.map(({ messageId }) => messageId)).size, 1);
      assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
      for (const webhook of receiver.received) {
        assert.deepEqual(webhook.signatures, [expectedSignature(SECRET, webhook)]);
      }
      const [notification] = (await notifications()).slice(-1);
      assert.equal(notification?.outcome, "failed");
      assert.deepEqual(
        notification.attempts.map(({ status, endpoint }) => [status, endpoint]),
        Array.from({ length: 8 }, () => [503, "endpoint-1"]),
      );
    });

    it("end with the first 2xx", async () => {
      const { id } = await createdLink();
      receiver.answers = [500, "cut", 299];
      await act(id, { action: "pay" });
      await idle();
      await advance(5 * SECOND);
      await advance(5 * MINUTE);
      await advance(DAY);
      const [notification] = (await notifications()).slice(-1);
      assert.equal(receiver.received.length, 3);
      assert.equal(notification?.outcome, "delivered");
      assert.equal(notification.error, undefined);
      assert.deepEqual(
        notification.attempts.map(({ status }) => status),
        [500, undefined, 299],
      );
      assert.ok(notification.attempts[1]?.error);
      assert.deepEqual(
        notification.deliveries?.map(({ outcome, nextAttemptAt }) => [outcome, nextAttemptAt]),
        [["delivered", null]],
      );
    });

    it("follow no redirect: one is a failure", async () => {
      const { id } = await createdLink();
      receiver.answers = [302];
      await act(id, { action: "pay" });
      assert.deepEqual(await outcomes(), ["delivered", "retrying"]);
      assert.deepEqual(
        receiver.received.map(({ path }) => path),
        ["/webhook"],
      );
    });

    it("fail when no answer comes in time, and keep no other message waiting", async () => {
      const { id } = await createdLink();
      receiver.answers = ["hang"];
      await act(id, { action: "pay" });
      const other = await bench.createLink({ requestId: "other" });
      await eventually("the other message", () => (receiver.received.length === 2 ? true : undefined));
      const [slow, fast] =
        (await bench.control("GET", "notifications?channel=webhook")).json.notifications?.slice(-2) ?? [];
      assert.equal(slow?.outcome, "queued");
      assert.equal(fast?.checkoutId, other.id);
      const [, late] = await notifications();
      assert.equal(late?.outcome, "retrying");
      assert.equal(late.error, `no answer within ${TIMEOUT_MS} ms`);
      await advance(5 * SECOND);
      assert.deepEqual(await outcomes(), ["delivered", "delivered", "delivered"]);
    });

    it("go to each endpoint apart: one that fails is tried alone", async () => {
      const second = await WebhookReceiver.start();
      try {
        await bench.control("POST", "webhooks", { url: second.url, events: ["checkout.paid"] });
        const { id } = await createdLink();
        assert.equal(second.received.length, 0);
        second.answers = [500];
        await act(id, { action: "pay" });
        assert.deepEqual(await outcomes(), ["delivered", "retrying"]);
        await advance(5 * SECOND);
        assert.deepEqual(await outcomes(), ["delivered", "delivered"]);
        assert.deepEqual([receiver.received.length, second.received.length], [1, 2]);
        const [paid] = (await notifications()).slice(-1);
        assert.equal(paid?.target, `${receiver.url} ${second.url}`);
        assert.equal(new Set([...receiver.received, ...second.received].map((w) => w.messageId)).size, 1);
      } finally {
        await second.stop();
      }
    });

    it("carry both signatures while a secret is replaced, and one afterwards", async () => {
      const { id } = await createdLink();
      const rotated = await bench.control("POST", "webhooks/endpoint-1/rotate");
      const fresh = rotated.json.secret ?? "";
      assert.match(fresh, /^whsec_[A-Za-z0-9+/]{43}=$/);
      await act(id, { action: "pay" });
      await advance(DAY);
      await act(id, { action: "refund" });
      await idle();
      const [during, after] = receiver.received;
      assert.ok(during && after);
      assert.deepEqual(during.signatures, [
        expectedSignature(fresh, during),
        expectedSignature(SECRET, during),
      ]);
      assert.deepEqual(after.signatures, [expectedSignature(fresh, after)]);
    });

    it("stop when an endpoint has failed for five days, until it is enabled again", async () => {
      const { id } = await createdLink();
      receiver.usualAnswer = 500;
      const enabled = async () => (await bench.control("GET", "webhooks")).json.webhooks?.[0]?.enabled;
      await act(id, { action: "pay" });
      await idle();
      await advance(5 * DAY - SECOND);
      assert.equal(await enabled(), true);
      await act(id, { action: "refund", amount: 1 });
      await idle();
      assert.equal(await enabled(), true);
      await advance(6 * SECOND);
      assert.equal(await enabled(), false);
      const before = receiver.received.length;
      await act(id, { action: "refund", amount: 1 });
      await advance(30 * DAY);
      assert.equal(receiver.received.length, before);
      assert.deepEqual(await outcomes(), ["delivered", "failed", "failed", "kept"]);
      receiver.usualAnswer = 200;
      await bench.control("POST", "webhooks/endpoint-1/enable");
      await act(id, { action: "refund", amount: 1 });
      assert.deepEqual((await outcomes()).slice(-1), ["delivered"]);
    });

    it("forgive an endpoint that answers once within the five days", async () => {
      const { id } = await createdLink();
      receiver.answers = [500, 200, 500];
      await act(id, { action: "pay" });
      await idle();
      await advance(4 * DAY);
      await advance(2 * DAY);
      await act(id, { action: "refund" });
      await idle();
      assert.deepEqual(
        (await bench.control("GET", "webhooks")).json.webhooks?.map(({ enabled }) => enabled),
        [true],
      );
    });

    it("can be resent by hand, under the same id and signed anew", async () => {
      const { id } = await createdLink();
      await act(id, { action: "pay" });
      const [paid] = (await notifications()).slice(-1);
      await bench.control("POST", "webhooks/endpoint-1/rotate", { keepOldMs: 0 });
      assert.equal((await bench.control("POST", `notifications/${paid?.id}/resend`)).status, 200);
      await idle();
      const [first, second, ...others] = receiver.received;
      assert.ok(first && second);
      assert.deepEqual(others, []);
      assert.equal(second.messageId, first.messageId);
      assert.equal(second.body, first.body);
      assert.notDeepEqual(second.signatures, first.signatures);
      assert.equal((await notifications()).length, 2);
      assert.equal((await bench.control("POST", "notifications/notification-99/resend")).status, 404);
    });

    it("end their schedule when the one by hand succeeds, and keep it when that fails", async () => {
      const { id } = await createdLink();
      receiver.answers = [500, 500, 200];
      await act(id, { action: "pay" });
      const [paid] = (await notifications()).slice(-1);
      await bench.control("POST", `notifications/${paid?.id}/resend`);
      assert.deepEqual((await outcomes()).slice(-1), ["retrying"]);
      await bench.control("POST", `notifications/${paid?.id}/resend`);
      assert.deepEqual((await outcomes()).slice(-1), ["delivered"]);
      await advance(DAY);
      assert.equal(receiver.received.length, 3);
    });

    it("that were dropped are not retried, and a resend by hand brings them once", async () => {
      const { id } = await createdLink();
      await act(id, { action: "pay", notify: false });
      await advance(DAY);
      assert.equal(receiver.received.length, 0);
      assert.deepEqual(await outcomes(), ["delivered", "dropped"]);
      const [paid] = (await notifications()).slice(-1);
      receiver.answers = [500];
      await bench.control("POST", `notifications/${paid?.id}/resend`);
      assert.deepEqual((await outcomes()).slice(-1), ["failed"]);
      await advance(DAY);
      assert.equal(receiver.received.length, 1);
      await bench.control("POST", `notifications/${paid?.id}/resend`);
      assert.deepEqual((await outcomes()).slice(-1), ["delivered"]);
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
      await act(id, { action: "authorize" });
      assert.deepEqual(await notify(), [["firestore", undefined]]);
      await act(id, { action: "capture" });
      await act(id, { action: "refund", amount: 1 });
      assert.deepEqual((await notify())?.[1], ["webhook", "checkout.refunded"]);
      await idle();
      assert.deepEqual(receiver.statuses.sort(), [
        "PAID",
        "PARTIALLY_REFUNDED",
        "PARTIALLY_REFUNDED",
        "PENDING",
      ]);
      assert.equal(new Set(receiver.received.map(({ messageId }) => messageId)).size, 4);
    });

    it("are forgotten by a reset, those on their way and those to be tried again", async () => {
      receiver.answers = [500, "hang"];
      const { id } = await bench.createLink();
      await idle();
      await act(id, { action: "pay" });
      await eventually("the second message", () => (receiver.received.length === 2 ? true : undefined));
      const begunAt = performance.now();
      await bench.control("POST", "reset");
      await idle();
      assert.ok(performance.now() - begunAt < TIMEOUT_MS);
      await advance(30 * DAY);
      assert.equal(receiver.received.length, 2);
      assert.deepEqual(await notifications(), []);
      assert.deepEqual(
        (await bench.control("GET", "webhooks")).json.webhooks?.map(({ failingSince }) => failingSince),
        [null],
      );
    });

    it("are cut off when the simulator closes, and sent no more", async () => {
      receiver.answers = [500, "hang"];
      const { id } = await bench.createLink();
      await idle();
      await act(id, { action: "pay" });
      await eventually("the second message", () => (receiver.received.length === 2 ? true : undefined));
      const begunAt = performance.now();
      await bench.simulator.close();
      assert.ok(performance.now() - begunAt < TIMEOUT_MS);
      bench.clock.advance(DAY);
      await bench.simulator.state.notifier.idle();
      assert.equal(receiver.received.length, 2);
    });

    it("arrive all when many are sent at once", async () => {
      const links = Array.from({ length: 100 }, (_, index) => bench.createLink({ requestId: `r${index}` }));
      await Promise.all(links);
      assert.deepEqual(new Set(await outcomes()), new Set(["delivered"]));
      assert.equal(receiver.received.length, 100);
    });
  },
  async () => {
    receiver = await WebhookReceiver.start();
    return {
      clock: new Clock(() => startedAt),
      webhookUrl: receiver.url,
      webhookSecret: SECRET,
      webhookTimeoutMs: TIMEOUT_MS,
    };
  },
);

describeWithSimulator("webhooks without an endpoint", (bench) => {
  it("are neither made nor listed, and spend no fault", async () => {
    await bench.arm({ kind: "drop-notification", match: { channel: "webhook" } });
    const { id } = await bench.createLink();
    await bench.control("POST", `checkouts/${id}/actions`, { action: "pay" });
    const { json } = await bench.control("GET", "notifications");
    assert.deepEqual(
      json.notifications?.map(({ channel }) => channel),
      ["firestore"],
    );
    assert.equal((await bench.control("GET", "faults")).json.faults?.length, 1);
  });
});

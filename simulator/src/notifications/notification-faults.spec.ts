import assert from "node:assert/strict";
import { describeWebhooks, type WebhookBench } from "../../test/support/describe-webhooks.js";
import { type FakeFirestore, startFakeFirestore } from "../../test/support/fake-firestore.js";
import { assertRefused } from "../../test/support/with-simulator.js";

let firestore: FakeFirestore;

async function withFakeFirestore() {
  firestore = await startFakeFirestore();
  return { firestoreHost: firestore.host, webhookTimeoutMs: 5_000 };
}

const define = (webhooks: WebhookBench) => {
  const { bench, createdLink, newest, resend } = webhooks;
  afterEach(() => firestore.stop());

  async function outcomes(channel: string) {
    return (await bench.notifications(`channel=${channel}`))
      .filter(({ cause }) => cause !== "create")
      .map(({ cause, outcome, fault }) =>
        [cause, outcome, ...(fault === undefined ? [] : [fault])].join(" "),
      );
  }

  /** What has arrived: how many writes, and the webhooks' statuses. */
  async function arrived() {
    await bench.idle();
    return { writes: firestore.writes.length, webhooks: webhooks.receiver.statuses };
  }

  it("drop on one channel and leave the other", async () => {
    for (const channel of ["firestore", "webhook"]) {
      await bench.arm({ kind: "drop-notification", match: { channel, orderId: channel } });
    }
    const first = await createdLink({ requestId: "1" });
    await bench.control("DELETE", "faults");
    await bench.arm({ kind: "drop-notification", match: { channel: "webhook", checkoutId: first.id } });
    await bench.act(first.id, "pay");
    assert.deepEqual(await arrived(), { writes: 1, webhooks: [] });
    const second = await createdLink({ requestId: "2" });
    await bench.arm({ kind: "drop-notification", match: { channel: "firestore", checkoutId: second.id } });
    await bench.act(second.id, "pay");
    assert.deepEqual(await arrived(), { writes: 1, webhooks: ["PAID"] });
    assert.deepEqual(await outcomes("firestore"), ["pay written", "pay dropped drop-notification"]);
    assert.deepEqual(await outcomes("webhook"), ["pay dropped drop-notification", "pay delivered"]);
    await bench.advance(30 * 86_400_000);
    assert.deepEqual(await arrived(), { writes: 1, webhooks: ["PAID"] });
  });

  it("duplicate on one channel, under one id", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "duplicate-notification", copies: 2, match: { channel: "webhook" } });
    await bench.arm({ kind: "duplicate-notification", copies: 10, match: { channel: "firestore" } });
    await bench.act(id, "pay");
    assert.deepEqual(await arrived(), { writes: 11, webhooks: ["PAID", "PAID", "PAID"] });
    assert.equal(new Set(webhooks.receiver.received.map(({ messageId }) => messageId)).size, 1);
    assert.deepEqual(await outcomes("webhook"), ["pay delivered duplicate-notification"]);
    assert.deepEqual(await outcomes("firestore"), ["pay written duplicate-notification"]);
  });

  it("duplicate what is tried again, too: each copy until it is delivered", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "duplicate-notification", match: { channel: "webhook" } });
    webhooks.receiver.answers = [500, 204];
    await bench.act(id, "pay");
    assert.deepEqual(await outcomes("webhook"), ["pay retrying duplicate-notification"]);
    await bench.advance(5_000);
    assert.deepEqual(await outcomes("webhook"), ["pay delivered duplicate-notification"]);
    assert.equal(webhooks.receiver.received.length, 3);
  });

  for (const channel of ["firestore", "webhook"] as const) {
    const counted = async () => {
      const { writes, webhooks } = await arrived();
      return channel === "firestore" ? writes : webhooks.length;
    };
    const landed = channel === "firestore" ? "written" : "delivered";

    it(`delay on ${channel} until the clock was moved far enough`, async () => {
      const { id } = await createdLink();
      await bench.arm({ kind: "delay-notification", ms: 60_000, match: { channel } });
      await bench.act(id, "pay");
      await bench.advance(59_999);
      assert.equal(await counted(), 0);
      assert.deepEqual(await outcomes(channel), ["pay queued delay-notification"]);
      await bench.advance(1);
      assert.equal(await counted(), 1);
      assert.deepEqual(await outcomes(channel), [`pay ${landed} delay-notification`]);
    });

    it(`reorder on ${channel}: the next of the same checkout arrives first`, async () => {
      const { id } = await createdLink({ requestId: "1" });
      const other = await createdLink({ requestId: "2" });
      await bench.arm({ kind: "reorder-notification", match: { channel } });
      await bench.act(id, "pay");
      await bench.act(other.id, "pay");
      assert.equal(await counted(), 1);
      await bench.act(id, "refund");
      assert.equal(await counted(), 3);
      const landings = [`pay ${landed} reorder-notification`, `pay ${landed}`, `refund ${landed}`];
      assert.deepEqual(await outcomes(channel), landings);
      await bench.advance(60_000);
      assert.equal(await counted(), 3);
    });

    it(`reorder on ${channel} for ten seconds at most when nothing follows`, async () => {
      const { id } = await createdLink();
      await bench.arm({ kind: "reorder-notification", match: { channel } });
      await bench.act(id, "pay");
      await bench.advance(9_999);
      assert.equal(await counted(), 0);
      await bench.advance(1);
      assert.equal(await counted(), 1);
      await bench.act(id, "refund");
      assert.equal(await counted(), 2);
    });

    it(`on ${channel} hold nothing beyond a reset`, async () => {
      const { id } = await createdLink();
      await bench.arm({ kind: "delay-notification", ms: 1_000, match: { channel } });
      await bench.arm({ kind: "reorder-notification", ms: 1_000, match: { channel } });
      await bench.act(id, "pay");
      await bench.act(id, "refund");
      await bench.control("POST", "reset");
      await bench.advance(60_000);
      assert.equal(await counted(), 0);
    });
  }

  it("reorder: waits while the next one is still being retried", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "reorder-notification", match: { channel: "webhook" }, ms: 60_000 });
    await bench.act(id, "pay");
    webhooks.receiver.answers = [500];
    await bench.act(id, "refund");
    assert.deepEqual((await arrived()).webhooks, ["REFUNDED"]);
    await bench.advance(5_000);
    assert.deepEqual((await arrived()).webhooks, ["REFUNDED", "REFUNDED", "PAID"]);
  });

  it("delay: the next one overtakes it and does not bring it along", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "delay-notification", ms: 60_000, match: { channel: "webhook" } });
    await bench.act(id, "pay");
    await bench.act(id, "refund");
    assert.deepEqual((await arrived()).webhooks, ["REFUNDED"]);
    await bench.advance(60_000);
    assert.deepEqual((await arrived()).webhooks, ["REFUNDED", "PAID"]);
  });

  it("reorder: is not released by an older one that arrives late", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "delay-notification", ms: 1_000, match: { channel: "webhook" } });
    await bench.arm({ kind: "reorder-notification", match: { channel: "webhook" } });
    await bench.act(id, "pay");
    await bench.act(id, "refund", { amount: 1 });
    await bench.advance(1_000);
    assert.deepEqual((await arrived()).webhooks, ["PAID"]);
    await bench.act(id, "refund");
    assert.deepEqual((await arrived()).webhooks, ["PAID", "REFUNDED", "PARTIALLY_REFUNDED"]);
  });

  it("delay: a resend by hand sends it now, and not once more later", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "delay-notification", ms: 60_000, match: { channel: "webhook" } });
    await bench.act(id, "pay");
    await resend((await newest())?.id);
    assert.deepEqual((await arrived()).webhooks, ["PAID"]);
    await bench.advance(60_000);
    assert.deepEqual((await arrived()).webhooks, ["PAID"]);
  });

  it("happen to no notification that was asked for by hand", async () => {
    const { id } = await createdLink();
    await bench.arm({ kind: "drop-notification", times: null });
    await bench.control("POST", `checkouts/${id}/notify`);
    assert.deepEqual(await arrived(), { writes: 1, webhooks: ["PENDING"] });
  });

  it("are refused when they could never happen, naming the field", async () => {
    await assertRefused(
      (body) => bench.control("POST", "faults", body),
      [
        [{ kind: "duplicate-notification", copies: 0 }, "copies"],
        [{ kind: "duplicate-notification", copies: 11 }, "copies"],
        [{ kind: "delay-notification" }, "ms"],
        [{ kind: "reorder-notification", ms: -1 }, "ms"],
        [{ kind: "drop-notification", match: { channel: "pigeon" } }, "match.channel"],
        [{ kind: "reset-before", operation: "*", match: { channel: "webhook" } }, "match.channel"],
        [{ kind: "delay-notification", ms: 1, operation: "get-checkout" }, "operation"],
      ],
    );
    assert.deepEqual((await bench.control("GET", "faults")).json.faults, []);
  });
};

describeWebhooks("notification faults", define, withFakeFirestore);

import assert from "node:assert/strict";
import { checkoutId } from "../../functions/test/fixtures/orders.js";
import { newWebhookSecret, postDelivery, signWebhook } from "../../functions/test/support/sign-webhook.js";
import { type Vendor, vendorAt } from "../../functions/test/support/vendor-at.js";
import { waitUntil } from "../../functions/test/support/wait-until.js";
import { type Simulator, startSimulator } from "../../simulator/src/simulator.js";
import { restoreEnvironment } from "../restore-environment.js";
import { serveWebhook, type WebhookServer } from "./webhook-endpoint.js";

const OLD = newWebhookSecret("the-secret-that-is-taken-away");
const NEW = newWebhookSecret("the-secret-that-takes-its-place");
const DAY_MS = 86_400_000;
const SECRETS = "POINTCHECKOUT_WEBHOOK_SECRETS";

describe("rotating the webhook secret", () => {
  restoreEnvironment();
  let server: WebhookServer;
  let simulator: Simulator;
  let vendor: Vendor;
  let customers: number;
  let sent: string[];

  beforeEach(async () => {
    configure(OLD);
    customers = 0;
    sent = [];
    server = await serveWebhook();
    simulator = await startSimulator({ webhookUrl: server.url, webhookSecret: OLD });
    vendor = vendorAt(simulator.url);
  });
  afterEach(async () => {
    await simulator.close();
    await server.stop();
  });

  const configure = (...secrets: string[]) => {
    process.env[SECRETS] = secrets.join(" ");
  };
  const rotate = (keepOldMs: number) =>
    vendor.control("POST", "webhooks/endpoint-1/rotate", { secret: NEW, keepOldMs });

  const pay = async (): Promise<void> => {
    customers += 1;
    const orderId = `ORD-${customers}`;
    const { id } = await vendor.createInPortal({ orderId });
    const fields = { checkoutId: id, orderId, touches: 0 };
    server.database.checkouts.set(checkoutId(id), { fields, version: server.database.tick() });
    sent.push(id);
    await vendor.act(id, "pay");
  };
  /** Somebody who knows no secret, or one that is not in force, names a checkout of ours. */
  const forge = (secret: string): Promise<number> => {
    const body = JSON.stringify({ id: sent[0], status: "PAID" });
    return postDelivery(server.url, body, signWebhook(body, { secrets: [secret] }));
  };
  /** All webhooks about the checkouts that were made here. */
  const webhooks = () => simulator.state.notifier.list().filter(({ channel }) => channel === "webhook");
  const allArrived = () =>
    waitUntil("every notification", async () => webhooks().every(({ outcome }) => outcome === "delivered"));

  it("loses no notification and takes no forged one, while payments go on at every step", async () => {
    const forged: number[] = [];
    let isOver = false;
    const paying = [1, 2, 3].map(async () => {
      while (!isOver) await pay();
    });
    const forger = (async () => {
      while (!isOver) forged.push(await forge(newWebhookSecret("made up")));
    })();
    /** A step is over once ten more payments were made in it, so that each meets every mixture of secrets. */
    const step = async (act: () => unknown) => {
      await act();
      const target = sent.length + 10;
      await waitUntil("ten more payments", async () => sent.length >= target);
    };
    try {
      await step(() => {});
      await step(() => rotate(DAY_MS));
      await step(() => configure(OLD, NEW));
      await step(() => vendor.advanceClock(DAY_MS + 1_000));
      await step(() => configure(NEW));
    } finally {
      isOver = true;
      await Promise.all([...paying, forger]);
    }
    await allArrived();
    assert.ok(sent.length >= 50, `${sent.length} payments`);
    for (const id of sent) {
      const { length } = webhooks().filter((notification) => notification.checkoutId === id);
      assert.ok(length > 0 && server.touchesOf(id) === length, `${server.touchesOf(id)} touches of ${id}`);
    }
    for (const { attempts } of webhooks()) assert.equal(attempts.length, 1, "nothing needed a repeat");
    assert.ok(forged.length >= 10, `${forged.length} forged ones`);
    assert.deepEqual(new Set(forged), new Set([401]));
    const refused = server.answers.filter((status) => status !== 200).length;
    assert.equal(refused, forged.length, "only forged ones were refused");
    assert.equal(await forge(OLD), 401, "the old secret is worth nothing any more");
  });

  it("loses nothing either when the vendor changes over at once: what was refused is delivered again", async () => {
    await pay();
    await allArrived();
    await rotate(0);
    for (let n = 0; n < 5; n += 1) await pay();
    const isTried = (id: string) =>
      webhooks().some((one) => one.checkoutId === id && one.attempts.length > 0);
    await waitUntil("an attempt for each", async () => sent.every(isTried));
    assert.deepEqual(sent.slice(1).map(server.touchesOf), [0, 0, 0, 0, 0]);
    configure(OLD, NEW);
    await vendor.advanceClock(5_000);
    await allArrived();
    for (const id of sent) assert.ok(server.touchesOf(id) > 0, id);
  });
});

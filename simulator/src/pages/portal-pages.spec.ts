import assert from "node:assert/strict";
import { WebhookReceiver } from "../../test/support/webhook-receiver.js";
import { describeWithSimulator } from "../../test/support/with-simulator.js";

const PAGE = "/portal/webhooks";
const SECRET = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";

let receiver: WebhookReceiver;

describeWithSimulator(
  "webhooks page",
  (bench) => {
    afterEach(() => receiver.stop());

    const text = async (path = PAGE) => (await bench.page(path)).text;
    const endpoints = async () => (await bench.control("GET", "webhooks")).json.webhooks ?? [];

    async function sendForm(path: string, form: Record<string, string>) {
      const { status, headers } = await bench.page(path, form);
      return [status, headers.get("location")];
    }

    async function paidLink(overrides: object = {}) {
      const link = await bench.createLink(overrides);
      await bench.control("POST", `checkouts/${link.id}/actions`, { action: "pay" });
      await bench.simulator.state.notifier.idle();
      return link;
    }

    it("is found from the overview", async () => {
      assert.match(await text("/"), /<a href="\/portal\/webhooks">Webhooks<\/a> \(1 endpoint\)/);
    });

    it("shows endpoints with their secret masked, and messages with what became of them", async () => {
      receiver.answers = [503];
      const { id } = await paidLink();
      const page = await text();
      for (const part of [
        receiver.url,
        `whsec_••••${SECRET.slice(-4)}`,
        "Enabled",
        'data-event="checkout.created" data-outcome="retrying"',
        'data-event="checkout.paid" data-outcome="delivered"',
        id,
        "ORD-1",
        "endpoint-1: 503",
        "endpoint-1: 204",
        "next at",
      ]) {
        assert.ok(page.includes(part), part);
      }
      assert.ok(!page.includes(SECRET.slice("whsec_".length)));
      assert.ok(page.indexOf("checkout.paid") < page.indexOf("checkout.created"), "newest first");
    });

    it("escapes whatever the merchant wrote, and runs no script", async () => {
      const evil = `"><script>alert(1)</script>'`;
      await paidLink({ orderId: evil });
      await bench.control("POST", "webhooks", { url: `https://merchant.example/?q=${evil}` });
      const refused = await bench.page(PAGE, { url: evil, secret: evil });
      for (const page of [await text(), refused.text]) {
        assert.ok(!page.includes("<script"));
        assert.ok(page.includes("&lt;script&gt;"));
      }
      assert.match(
        (await bench.page(PAGE)).headers.get("content-security-policy") ?? "",
        /default-src 'none'/,
      );
    });

    it("adds an endpoint, and says what is wrong with one that cannot be", async () => {
      assert.deepEqual(await sendForm(PAGE, { url: " https://merchant.example/hook ", secret: "" }), [
        303,
        PAGE,
      ]);
      assert.deepEqual(
        (await endpoints()).map(({ url }) => url),
        [receiver.url, "https://merchant.example/hook"],
      );
      const refused = await bench.page(PAGE, { url: "http://merchant.example/" });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /role="alert">url: must be an https address/);
      assert.match(refused.text, /value="http:\/\/merchant\.example\/" aria-invalid="true"/);
      assert.equal((await endpoints()).length, 2);
    });

    it("rotates, disables, enables and removes an endpoint", async () => {
      const path = `${PAGE}/endpoints/endpoint-1`;
      assert.deepEqual(await sendForm(path, { action: "rotate", secret: "" }), [303, PAGE]);
      const [rotated] = await endpoints();
      assert.notEqual(rotated?.secret, SECRET);
      assert.deepEqual(
        rotated?.oldSecrets.map(({ secret }) => secret),
        [SECRET],
      );
      assert.match(await text(), /and 1 old/);
      await sendForm(path, { action: "disable" });
      assert.match(await text(), /data-state="disabled"[\s\S]*Disabled[\s\S]*value="enable"/);
      await sendForm(path, { action: "enable" });
      assert.equal((await endpoints())[0]?.enabled, true);
      for (const form of [{ action: "rotate", secret: "short" }, { action: "explode" }]) {
        const refused = await bench.page(path, form);
        assert.equal(refused.status, 422);
        assert.match(refused.text, /role="alert"/);
        assert.ok(!refused.text.includes("aria-invalid"));
      }
      await sendForm(path, { action: "remove" });
      assert.deepEqual(await endpoints(), []);
      assert.equal((await bench.page(path, { action: "remove" })).status, 404);
    });

    it("resends a message", async () => {
      await paidLink();
      const { json } = await bench.control("GET", "notifications?channel=webhook");
      const { id, messageId } = json.notifications?.at(-1) ?? {};
      assert.deepEqual(await sendForm(`${PAGE}/messages/${id}`, { action: "resend" }), [
        303,
        `${PAGE}#${id}`,
      ]);
      await bench.simulator.state.notifier.idle();
      assert.equal(receiver.received.filter((webhook) => webhook.messageId === messageId).length, 2);
      assert.equal((await bench.page(`${PAGE}/messages/notification-99`, {})).status, 404);
    });
  },
  async () => {
    receiver = await WebhookReceiver.start();
    return { webhookUrl: receiver.url, webhookSecret: SECRET };
  },
);

import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { describeWebhooks, WEBHOOK_SECRET } from "../../test/support/describe-webhooks.js";
import { pressButton } from "../../test/support/press-button.js";

const PAGE = "/portal/webhooks";

describeWebhooks("webhooks page", (webhooks) => {
  const { bench } = webhooks;
  const text = async (path = PAGE) => (await bench.page(path)).text;

  async function press(label: string, typed: Record<string, string> = {}) {
    const { status, headers } = await pressButton(bench, PAGE, label, typed);
    return [status, headers.get("location")];
  }

  async function paidLink(overrides?: object) {
    const link = await bench.paidLink(overrides);
    await bench.idle();
    return link;
  }

  it("is found from the overview", async () => {
    assert.match(await text("/"), /<a href="\/portal\/webhooks">Webhooks<\/a> \(1 endpoint\)/);
  });

  it("shows endpoints with their secret masked, and messages with their outcome", async () => {
    webhooks.receiver.answers = [503];
    const { id } = await paidLink();
    const page = await text();
    for (const part of [
      webhooks.receiver.url,
      `whsec_••••${WEBHOOK_SECRET.slice(-4)}`,
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
    assert.ok(!page.includes(WEBHOOK_SECRET.slice("whsec_".length)));
    assert.ok(page.indexOf("checkout.paid") < page.indexOf("checkout.created"), "newest first");
  });

  it("escapes whatever the merchant wrote, and runs no script", async () => {
    const evil = `"><script>alert(1)</script>'`;
    await paidLink({ orderId: evil });
    await bench.control("POST", "webhooks", { url: `https://merchant.example/?q=${evil}` });
    const refused = await pressButton(bench, PAGE, "Add", { url: evil, secret: evil });
    for (const page of [await text(), refused.text]) assert.ok(!page.includes("<script"));
    assert.ok((await text()).includes("&lt;script&gt;"));
    assert.match((await bench.page(PAGE)).headers.get("content-security-policy") ?? "", /default-src 'none'/);
  });

  it("adds an endpoint, and says what is wrong with one that cannot be", async () => {
    assert.deepEqual(await press("Add", { url: " https://merchant.example/hook ", secret: "" }), [303, PAGE]);
    const urls = [webhooks.receiver.url, "https://merchant.example/hook"];
    assert.deepEqual(pluck(await bench.webhooks(), "url"), urls);
    const refused = await pressButton(bench, PAGE, "Add", { url: "http://merchant.example/" });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /role="alert"[\s\S]*url: must be an https address/);
    assert.equal((await bench.webhooks()).length, 2);
  });

  it("rotates, disables, enables and removes an endpoint", async () => {
    assert.deepEqual(await press("Rotate secret"), [303, PAGE]);
    const [rotated] = await bench.webhooks();
    assert.notEqual(rotated?.secret, WEBHOOK_SECRET);
    assert.deepEqual(pluck(rotated?.oldSecrets, "secret"), [WEBHOOK_SECRET]);
    assert.match(await text(), /and 1 old/);
    await press("Disable");
    assert.match(await text(), /data-state="disabled"[\s\S]*Disabled[\s\S]*>Enable</);
    await press("Enable");
    assert.equal((await bench.webhooks())[0]?.enabled, true);
    const refused = await pressButton(bench, PAGE, "Rotate secret", { secret: "short" });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /role="alert"/);
    await press("Remove");
    assert.deepEqual(await bench.webhooks(), []);
    const again = await bench.page("/simulator/webhooks/endpoint-1", { _method: "DELETE", next: PAGE });
    assert.equal(again.status, 404);
  });

  it("resends a message", async () => {
    await paidLink();
    const { id, messageId } = (await bench.notifications("channel=webhook")).at(-1) ?? {};
    assert.deepEqual(await press("Resend"), [303, `${PAGE}#${id}`]);
    await bench.idle();
    assert.equal(webhooks.receiver.received.filter((webhook) => webhook.messageId === messageId).length, 2);
  });
});

import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { DAY, WEBHOOK_SECRET } from "../../test/support/describe-webhooks.js";
import { assertRefused, describeWithSimulator } from "../../test/support/with-simulator.js";

const webhookUrl = "http://127.0.0.1:9/start";
const OTHER_SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

describeWithSimulator("webhook controls", { webhookUrl, webhookSecret: WEBHOOK_SECRET }, (bench) => {
  const register = (body: object) => bench.control("POST", "webhooks", body);

  it("show the endpoint of the start", async () => {
    assert.deepEqual(await bench.webhooks(), [
      {
        id: "endpoint-1",
        url: webhookUrl,
        events: "created paid failed cancelled expired refunded"
          .split(" ")
          .map((event) => `checkout.${event}`),
        secret: WEBHOOK_SECRET,
        oldSecrets: [],
        enabled: true,
        failingSince: null,
      },
    ]);
  });

  it("register several, and generate a secret for each that comes without one", async () => {
    const first = await register({ url: "https://merchant.example/hook#top" });
    const second = await register({
      url: "http://localhost:1/x?y=z",
      secret: WEBHOOK_SECRET.slice("whsec_".length),
      events: ["checkout.refunded", "checkout.paid", "checkout.paid"],
    });
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.equal(first.json.url, "https://merchant.example/hook");
    assert.ok(Buffer.from(first.json.secret?.slice("whsec_".length) ?? "", "base64").length >= 24);
    assert.equal(second.json.secret, WEBHOOK_SECRET);
    assert.deepEqual(second.json.events, ["checkout.paid", "checkout.refunded"]);
    assert.deepEqual(pluck(await bench.webhooks(), "id"), ["endpoint-1", "endpoint-2", "endpoint-3"]);
  });

  it("refuse addresses that a stranger could read along, and secrets that are none", async () => {
    const strangers = ["merchant.example/hook", "localhost.example/", "127.0.0.1.example/", "10.0.0.1/"];
    const others = ["ftp://localhost/", "localhost:9400", "", "https://user:secret@merchant.example/"];
    const urls = [...strangers.map((address) => `http://${address}`), ...others];
    const secrets = [
      "whsec_",
      "whsec_c2hvcnQ=",
      "not base64 at all, but long enough",
      `${WEBHOOK_SECRET}=`,
      "",
    ];
    await assertRefused(register, [
      ...urls.map((url) => [{ url }, "url"] as const),
      ...secrets.map((secret) => [{ url: webhookUrl, secret }, "secret"] as const),
      [{}, "url"],
      [{ url: webhookUrl, events: [] }, "events"],
      [{ url: webhookUrl, events: ["checkout.authorized"] }, "events.0"],
      [{ url: webhookUrl, hmacKey: "x" }, "hmacKey"],
    ]);
    assert.equal((await bench.webhooks()).length, 1);
  });

  it("take http on this machine however it is written", async () => {
    for (const url of ["http://127.1:8/", "http://[::1]:8/", "http://LOCALHOST:8/", "http://127.9.9.9/"]) {
      assert.equal((await register({ url })).status, 201, url);
    }
  });

  it("rotate secrets, keeping old ones as long as asked", async () => {
    const rotate = (body?: object) => bench.control("POST", "webhooks/endpoint-1/rotate", body);
    const olds = async () => (await bench.webhooks())[0]?.oldSecrets.map(({ secret }) => secret);
    await rotate({ secret: OTHER_SECRET });
    const third = (await rotate({ keepOldMs: 2 * DAY })).json.secret;
    assert.equal((await bench.webhooks())[0]?.secret, third);
    assert.deepEqual(await olds(), [OTHER_SECRET, WEBHOOK_SECRET]);
    await bench.advance(DAY);
    assert.deepEqual(await olds(), [OTHER_SECRET]);
    // Going back to an old one: it is signed with once, not twice.
    await rotate({ secret: OTHER_SECRET, keepOldMs: 0 });
    assert.deepEqual([(await bench.webhooks())[0]?.secret, await olds()], [OTHER_SECRET, []]);
    await assertRefused(rotate, [
      [{ keepOldMs: -1 }, "keepOldMs"],
      [{ secret: "short" }, "secret"],
    ]);
  });

  it("disable, enable and remove", async () => {
    assert.equal((await bench.control("POST", "webhooks/endpoint-1/disable")).json.enabled, false);
    assert.equal((await bench.control("POST", "webhooks/endpoint-1/enable")).json.enabled, true);
    assert.equal((await bench.control("DELETE", "webhooks/endpoint-1")).status, 200);
    assert.deepEqual(await bench.webhooks(), []);
    assert.equal((await bench.control("DELETE", "webhooks/endpoint-1")).status, 404);
    for (const action of ["rotate", "enable", "disable"])
      assert.equal((await bench.control("POST", `webhooks/endpoint-1/${action}`)).status, 404, action);
  });

  it("find after a reset what was there at the start, as it was", async () => {
    await register({ url: "https://merchant.example/" });
    await bench.control("POST", "webhooks/endpoint-1/rotate");
    await bench.control("POST", "webhooks/endpoint-1/disable");
    const before = await bench.webhooks();
    await bench.control("POST", "reset");
    const after = await bench.webhooks();
    assert.equal(before.length, 2);
    const [{ id, url, secret, enabled, oldSecrets } = assert.fail("none is there"), ...others] = after;
    assert.deepEqual([id, url, secret, enabled], ["endpoint-1", webhookUrl, WEBHOOK_SECRET, true]);
    assert.deepEqual([oldSecrets, others], [[], []]);
  });
});

describeWithSimulator("a webhook secret that was generated at the start", { webhookUrl }, (bench) => {
  it("is still the same after a reset", async () => {
    const secret = async () => (await bench.webhooks())[0]?.secret;
    const before = await secret();
    await bench.control("POST", "reset");
    assert.ok(before);
    assert.equal(await secret(), before);
  });
});

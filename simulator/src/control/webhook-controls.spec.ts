import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { WEBHOOK_SECRET } from "../../test/support/describe-webhooks.js";
import { assertRefused, describeWithSimulator } from "../../test/support/with-simulator.js";

const URL_AT_START = "http://127.0.0.1:9/start";
const OTHER_SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const DAY = 86_400_000;

describeWithSimulator(
  "webhook controls",
  { webhookUrl: URL_AT_START, webhookSecret: WEBHOOK_SECRET },
  (bench) => {
    const list = async () => (await bench.control("GET", "webhooks")).json.webhooks ?? [];
    const register = (body: object) => bench.control("POST", "webhooks", body);

    it("show the endpoint of the start", async () => {
      assert.deepEqual(await list(), [
        {
          id: "endpoint-1",
          url: URL_AT_START,
          events: [
            "checkout.created",
            "checkout.paid",
            "checkout.failed",
            "checkout.cancelled",
            "checkout.expired",
            "checkout.refunded",
          ],
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
      assert.deepEqual(
        [second.json.secret, second.json.events],
        [WEBHOOK_SECRET, ["checkout.paid", "checkout.refunded"]],
      );
      assert.deepEqual(pluck(await list(), "id"), ["endpoint-1", "endpoint-2", "endpoint-3"]);
    });

    it("refuse addresses that a stranger could read along, and secrets that are none", async () => {
      const urls = [
        "http://merchant.example/hook",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "http://10.0.0.1/",
        "ftp://localhost/",
        "localhost:9400",
        "",
        "https://user:secret@merchant.example/",
      ];
      const secrets = [
        "whsec_",
        "whsec_c2hvcnQ=",
        "not base64 at all, but long enough",
        `${WEBHOOK_SECRET}=`,
        "",
      ];
      await assertRefused(register, [
        ...urls.map((url) => [{ url }, "url"] as const),
        ...secrets.map((secret) => [{ url: URL_AT_START, secret }, "secret"] as const),
        [{}, "url"],
        [{ url: URL_AT_START, events: [] }, "events"],
        [{ url: URL_AT_START, events: ["checkout.authorized"] }, "events.0"],
        [{ url: URL_AT_START, hmacKey: "x" }, "hmacKey"],
      ]);
      assert.equal((await list()).length, 1);
    });

    it("take http on this machine however it is written", async () => {
      for (const url of ["http://127.1:8/", "http://[::1]:8/", "http://LOCALHOST:8/", "http://127.9.9.9/"]) {
        assert.equal((await register({ url })).status, 201, url);
      }
    });

    it("rotate secrets, keeping old ones as long as asked", async () => {
      const rotate = (body?: object) => bench.control("POST", "webhooks/endpoint-1/rotate", body);
      const olds = async () => (await list())[0]?.oldSecrets.map(({ secret }) => secret);
      await rotate({ secret: OTHER_SECRET });
      const third = (await rotate({ keepOldMs: 2 * DAY })).json.secret;
      assert.equal((await list())[0]?.secret, third);
      assert.deepEqual(await olds(), [OTHER_SECRET, WEBHOOK_SECRET]);
      await bench.advance(DAY);
      assert.deepEqual(await olds(), [OTHER_SECRET]);
      // Going back to an old one: it is signed with once, not twice.
      await rotate({ secret: OTHER_SECRET, keepOldMs: 0 });
      assert.deepEqual([(await list())[0]?.secret, await olds()], [OTHER_SECRET, []]);
      await assertRefused(rotate, [
        [{ keepOldMs: -1 }, "keepOldMs"],
        [{ secret: "short" }, "secret"],
      ]);
    });

    it("disable, enable and remove", async () => {
      assert.equal((await bench.control("POST", "webhooks/endpoint-1/disable")).json.enabled, false);
      assert.equal((await bench.control("POST", "webhooks/endpoint-1/enable")).json.enabled, true);
      assert.equal((await bench.control("DELETE", "webhooks/endpoint-1")).status, 200);
      assert.deepEqual(await list(), []);
      for (const [method, path] of [
        ["DELETE", "webhooks/endpoint-1"],
        ["POST", "webhooks/endpoint-1/rotate"],
        ["POST", "webhooks/endpoint-1/enable"],
        ["POST", "webhooks/endpoint-1/disable"],
      ] as const) {
        assert.equal((await bench.control(method, path)).status, 404, path);
      }
    });

    it("find after a reset what was there at the start, as it was", async () => {
      await register({ url: "https://merchant.example/" });
      await bench.control("POST", "webhooks/endpoint-1/rotate");
      await bench.control("POST", "webhooks/endpoint-1/disable");
      const before = await list();
      await bench.control("POST", "reset");
      const after = await list();
      assert.equal(before.length, 2);
      assert.deepEqual(
        after.map(({ id, url, secret, enabled, oldSecrets }) => [id, url, secret, enabled, oldSecrets]),
        [["endpoint-1", URL_AT_START, WEBHOOK_SECRET, true, []]],
      );
    });
  },
);

describeWithSimulator(
  "a webhook secret that was generated at the start",
  { webhookUrl: URL_AT_START },
  (bench) => {
    it("is still the same after a reset", async () => {
      const secret = async () => (await bench.control("GET", "webhooks")).json.webhooks?.[0]?.secret;
      const before = await secret();
      await bench.control("POST", "reset");
      assert.ok(before);
      assert.equal(await secret(), before);
    });
  },
);

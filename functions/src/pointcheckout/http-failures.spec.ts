import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import type { PointCheckoutErrorDetails, PointCheckoutErrorKind } from "./errors.js";
import {
  answer,
  breakOff,
  dribble,
  hangUp,
  localVendor,
  type Reply,
  reject,
  stayMute,
  succeed,
} from "./local-vendor.spec.js";
import { failureOf, sendTo } from "./sending.spec.js";

type Failure = [
  what: string,
  reply: Reply,
  kind: PointCheckoutErrorKind,
  status?: number,
  more?: Pick<PointCheckoutErrorDetails, "vendorMessage" | "retryAfterMs">,
];

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  server.close();
  await once(server, "close");
  return address.port;
}

describe("a call that fails", () => {
  const vendor = localVendor(succeed('{"id":"1"}'));

  const html = "<html><body>It works!</body></html>";
  const no = '{"success":false,"error":"No"}';
  const coded = '{"success":false,"error":{"code":1}}';
  const inTwoHours = { "Retry-After": "7200" };
  const deep = '{"success":true,"result":'.concat("[".repeat(500_000), "]".repeat(500_000), "}");
  const success = '"success":true,"result":{"id":"1"}';
  const failures: Failure[] = [
    ["a definite no", reject("Invalid totals"), "rejected", 400, { vendorMessage: "Invalid totals" }],
    ["a no at status 200", answer(200, no), "rejected", 200, { vendorMessage: "No" }],
    ["a no at status 422", answer(422, no), "rejected", 422, { vendorMessage: "No" }],
    ["a no without a sentence", answer(400, '{"success":false}'), "rejected", 400],
    ["a no whose sentence is an object", answer(400, coded), "rejected", 400],
    ["HTML at status 400", answer(400, html), "unreadable", 400],
    ["HTML at status 200", answer(200, html), "unreadable", 200],
    ["an empty body at status 200", answer(200, ""), "unreadable", 200],
    ["status 204", answer(204, ""), "unreadable", 204],
    ["truncated JSON", answer(200, '{"success":true,"result":{"id":'), "unreadable", 200],
    ["JSON too deep to parse", answer(200, deep), "unreadable", 200],
    ["a key that occurs twice", answer(200, `{"success":false,${success}}`), "unreadable", 200],
    ["JSON that is no envelope", answer(200, '{"id":"1"}'), "unreadable", 200],
    ["an envelope in __proto__ only", answer(200, `{"__proto__":{${success}}}`), "unreadable", 200],
    ["a success in text", answer(200, '{"success":"true","result":{"id":"1"}}'), "unreadable", 200],
    ["a body cut off", breakOff(200), "unreadable", 200],
    ["a body cut off at status 502", breakOff(502), "unavailable", 502],
    ["a body that cannot be unpacked", answer(200, "no", { "Content-Encoding": "gzip" }), "unreadable", 200],
    ["a body over the limit", answer(200, `{${success},"more":"${"x".repeat(1_048_576)}"}`), "unreadable"],
    ["an answer in another form", answer(200, '{"success":true,"result":{"id":17}}'), "contract", 200],
    ["success at status 400", answer(400, `{${success}}`), "contract", 400],
    ["status 401", answer(401, html), "unauthorized", 401],
    ["status 403", answer(403, no), "unauthorized", 403, { vendorMessage: "No" }],
    ["status 404", answer(404, html), "not_found", 404],
    ["status 408", answer(408, ""), "unavailable", 408],
    ["status 425", answer(425, ""), "unavailable", 425],
    ["status 429", answer(429, html, { "Retry-After": "30" }), "unavailable", 429, { retryAfterMs: 30_000 }],
    ["status 500", answer(500, no), "unavailable", 500, { vendorMessage: "No" }],
    ["status 503", answer(503, html, inTwoHours), "unavailable", 503, { retryAfterMs: 3_600_000 }],
    ["a success at status 500", answer(500, `{${success}}`), "unavailable", 500],
    ["a hang-up", hangUp, "network"],
    ["a garbled answer", (response) => response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n\r\n"), "network"],
  ];
  for (const [what, reply, kind, status, more] of failures) {
    it(`classifies ${what}, after one request`, async () => {
      vendor.replies = [reply];
      const error = await failureOf(sendTo(vendor.url));
      const { sent, vendorMessage, retryAfterMs } = error;
      const none = { sent: true, vendorMessage: undefined, retryAfterMs: undefined };
      assert.deepEqual(
        { kind: error.kind, status: error.status, sent, vendorMessage, retryAfterMs },
        { kind, status, ...none, ...more },
      );
      assert.equal(vendor.received.length, 1);
    });
  }

  it("unpacks a small answer and refuses one that swells beyond the limit", async () => {
    const packed =
      (text: string): Reply =>
      (response) => {
        response.writeHead(200, { "Content-Encoding": "gzip" });
        response.end(gzipSync(text));
      };
    vendor.replies = [packed('{"success":true,"result":{"id":"1"}}')];
    assert.deepEqual(await sendTo(vendor.url), { id: "1" });
    vendor.replies = [packed(`{"success":true,"result":"${"x".repeat(50_000_000)}"}`)];
    assert.equal((await failureOf(sendTo(vendor.url))).kind, "unreadable");
  });

  it("names the field that breaks the contract, never its value", async () => {
    vendor.replies = [succeed('{"id":"private"}')];
    const result = z.object({ id: z.string().max(3), content: z.array(z.object({ name: z.string() })) });
    const error = await failureOf(sendTo(vendor.url, { result }));
    assert.match(error.message, /^failed 200: POST checkout\/link: result\.id: .*; result\.content: /);
    assert.doesNotMatch(error.message, /private/);

    vendor.replies = [succeed('{"id":"1","content":[{"name":"a"},{"name":4711}]}')];
    const nested = await failureOf(sendTo(vendor.url, { result }));
    assert.match(nested.message, /result\.content\[1\]\.name: /);
    assert.doesNotMatch(nested.message, /4711/);
  });

  for (const [what, reply] of [
    ["no answer", stayMute],
    ["an answer that never ends", dribble],
  ] as const) {
    it(`gives up on ${what} when the time is over`, async () => {
      vendor.replies = [reply];
      const begun = performance.now();
      const error = await failureOf(sendTo(vendor.url, { timeoutMs: 1500 }));
      assert.equal(error.kind, "timeout");
      assert.equal(error.ambiguous, true);
      assert.equal(error.message, "failed timeout: POST checkout/link");
      assert.ok(performance.now() - begun < 10_000);
      assert.equal(vendor.received.length, 1);
    });
  }

  it("knows that a refused connection sent nothing, at one address and at several", async () => {
    const port = await closedPort();
    for (const host of ["127.0.0.1", "localhost"]) {
      const error = await failureOf(sendTo(`http://${host}:${port}/`));
      assert.equal(error.kind, "network");
      assert.equal(error.ambiguous, false, host);
    }
  });
});

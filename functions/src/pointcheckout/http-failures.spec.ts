import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import type { PointCheckoutError } from "./errors.js";
import {
  answer,
  breakOff,
  dribble,
  hangUp,
  type LocalVendor,
  type Reply,
  reject,
  startLocalVendor,
  stayMute,
  succeed,
} from "./local-vendor.spec.js";
import { failureOf, sendTo } from "./sending.spec.js";

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
  let vendor: LocalVendor;
  beforeEach(async () => {
    vendor = await startLocalVendor(succeed('{"id":"1"}'));
  });
  afterEach(() => vendor.stop());

  const html = "<html><body>It works!</body></html>";
  const deep = '{"success":true,"result":'.concat("[".repeat(500_000), "]".repeat(500_000), "}");
  const failures: [string, Reply, Partial<PointCheckoutError>][] = [
    [
      "a definite no",
      reject("Invalid totals"),
      { kind: "rejected", status: 400, vendorMessage: "Invalid totals", ambiguous: false, retryable: false },
    ],
    [
      "a no at status 200",
      answer(200, '{"success":false,"error":"No"}'),
      { kind: "rejected", status: 200, vendorMessage: "No", ambiguous: false },
    ],
    [
      "a no at status 422",
      answer(422, '{"success":false,"error":"No"}'),
      { kind: "rejected", status: 422, ambiguous: false },
    ],
    [
      "a no without a sentence",
      answer(400, '{"success":false}'),
      { kind: "rejected", vendorMessage: undefined },
    ],
    [
      "a no whose sentence is an object",
      answer(400, '{"success":false,"error":{"code":1}}'),
      { kind: "rejected", vendorMessage: undefined },
    ],
    ["HTML at status 400", answer(400, html), { kind: "unreadable", status: 400, ambiguous: false }],
    [
      "HTML at status 200",
      answer(200, html),
      { kind: "unreadable", status: 200, ambiguous: true, retryable: true },
    ],
    ["an empty body at status 200", answer(200, ""), { kind: "unreadable", status: 200, ambiguous: true }],
    ["status 204", answer(204, ""), { kind: "unreadable", status: 204, ambiguous: true }],
    [
      "truncated JSON",
      answer(200, '{"success":true,"result":{"id":'),
      { kind: "unreadable", ambiguous: true },
    ],
    ["JSON too deep to parse", answer(200, deep), { kind: "unreadable", ambiguous: true }],
    [
      "a key that occurs twice",
      answer(200, '{"success":false,"success":true,"result":{"id":"1"}}'),
      { kind: "unreadable", ambiguous: true },
    ],
    ["JSON that is no envelope", answer(200, '{"id":"1"}'), { kind: "unreadable", ambiguous: true }],
    [
      "an envelope in __proto__ only",
      answer(200, '{"__proto__":{"success":true,"result":{"id":"1"}}}'),
      { kind: "unreadable" },
    ],
    ["a success in text", answer(200, '{"success":"true","result":{"id":"1"}}'), { kind: "unreadable" }],
    ["a body cut off", breakOff(200), { kind: "unreadable", status: 200, ambiguous: true }],
    ["a body cut off at status 502", breakOff(502), { kind: "unavailable", status: 502, ambiguous: true }],
    [
      "a body that cannot be unpacked",
      answer(200, "not gzip", { "Content-Encoding": "gzip" }),
      { kind: "unreadable", ambiguous: true },
    ],
    [
      "a body over the limit",
      answer(200, `{"success":true,"result":"${"x".repeat(1_048_576)}"}`),
      { kind: "unreadable", ambiguous: true },
    ],
    [
      "an answer in another form",
      answer(200, '{"success":true,"result":{"id":17}}'),
      { kind: "contract", status: 200, ambiguous: true, retryable: false },
    ],
    [
      "success at status 400",
      answer(400, '{"success":true,"result":{"id":"1"}}'),
      { kind: "contract", status: 400, ambiguous: true },
    ],
    [
      "status 401",
      answer(401, html),
      { kind: "unauthorized", status: 401, ambiguous: false, retryable: false },
    ],
    [
      "status 403",
      answer(403, '{"success":false,"error":"Forbidden"}'),
      { kind: "unauthorized", status: 403, vendorMessage: "Forbidden" },
    ],
    ["status 404", answer(404, html), { kind: "not_found", status: 404, ambiguous: false, retryable: false }],
    ["status 408", answer(408, ""), { kind: "unavailable", status: 408, ambiguous: true }],
    ["status 425", answer(425, ""), { kind: "unavailable", status: 425, ambiguous: false }],
    [
      "status 429",
      answer(429, html, { "Retry-After": "30" }),
      { kind: "unavailable", status: 429, retryAfterMs: 30_000, ambiguous: false, retryable: true },
    ],
    [
      "status 500",
      answer(500, '{"success":false,"error":"Oops"}'),
      { kind: "unavailable", status: 500, vendorMessage: "Oops", ambiguous: true },
    ],
    [
      "status 503",
      answer(503, html, { "Retry-After": "7200" }),
      { kind: "unavailable", status: 503, retryAfterMs: 3_600_000, ambiguous: true },
    ],
    [
      "a success at status 500",
      answer(500, '{"success":true,"result":{"id":"1"}}'),
      { kind: "unavailable", ambiguous: true },
    ],
    ["a hang-up", hangUp, { kind: "network", status: undefined, ambiguous: true, retryable: true }],
    [
      "a garbled answer",
      (response) => response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n\r\n"),
      { kind: "network", ambiguous: true },
    ],
  ];
  for (const [what, reply, expected] of failures) {
    it(`classifies ${what}, after one request`, async () => {
      vendor.replies = [reply];
      const error = await failureOf(sendTo(vendor.url));
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(error[name as keyof PointCheckoutError], value, `${name} of ${error.message}`);
      }
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

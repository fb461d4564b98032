import assert from "node:assert/strict";
import { parseWebhookSecrets, refuseForged } from "../../../functions/src/notifications/verify-webhook.js";
import { pluck } from "../../../test/pluck.js";
import { deliverTest, signedRemedy } from "./deliver-test.js";

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

/** An endpoint that verifies as the product's does. */
const endpoint = (bodies: string[] = []): typeof fetch =>
  (async (_url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const given = new Headers(headers);
    bodies.push(body);
    const header = (name: string) => given.get(name) ?? undefined;
    const reason = refuseForged(parseWebhookSecrets(secret).verifiers, {
      id: header("message-id"),
      timestamp: header("message-timestamp"),
      signature: header("message-signature"),
      rawBody: Buffer.from(body),
    });
    return reason ? new Response(reason, { status: 401 }) : new Response("not ours");
  }) as typeof fetch;

describe("webhook test", () => {
  it("is taken once and refused once by an endpoint that verifies", async () => {
    const bodies: string[] = [];
    const deliveries = await deliverTest("https://shop.example/", secret, endpoint(bodies));
    assert.deepEqual(pluck(deliveries, "expected"), [200, 401]);
    const answers = [
      { status: 200, body: "not ours" },
      { status: 401, body: "signature_wrong" },
    ];
    assert.deepEqual(pluck(deliveries, "answer"), answers);
    assert.deepEqual(pluck(deliveries, "isAsExpected"), [true, true]);
    for (const body of bodies) assert.match(String(JSON.parse(body).id), /^9\d{18}$/);
  });
  it("finds an endpoint with another secret, and one that takes everything", async () => {
    const other = `whsec_${Buffer.alloc(24, 8).toString("base64")}`;
    const [signed] = await deliverTest("https://shop.example/", other, endpoint());
    assert.deepEqual([signed?.isAsExpected, signed?.answer.status], [false, 401]);
    const credulous = (async () => new Response("ok")) as typeof fetch;
    const [, forged] = await deliverTest("https://shop.example/", secret, credulous);
    assert.equal(forged?.isAsExpected, false);
  });
  it("says that nobody answers", async () => {
    const unreachable = (async () =>
      Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }))) as typeof fetch;
    const [signed] = await deliverTest("https://shop.example/", secret, unreachable);
    assert.deepEqual(signed?.answer, { status: null, body: "ECONNREFUSED" });
  });
  it("has a remedy for every answer", () => {
    const remedies = [null, 401, 403, 404, 500, 503].map((status) => signedRemedy({ status, body: "" }));
    assert.equal(new Set(remedies).size, remedies.length);
  });
});

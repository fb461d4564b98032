import assert from "node:assert/strict";
import fc from "fast-check";
import { anOrder, FIRST } from "../../test/fixtures/orders.js";
import { malformedInputs } from "../../test/support/malformed-inputs.js";
import { newWebhookSecret, signWebhook } from "../../test/support/sign-webhook.js";
import { receiveWebhook, type WebhookDependencies } from "./receive-webhook.js";
import { parseWebhookSecrets } from "./verify-webhook.js";

const EACH = 10_000;
const SLOWEST_MS = 1_000;
const secret = newWebhookSecret("the-first-secret-of-the-endpoint");
const good = { id: FIRST, orderId: "ORD-1", referenceId: "1601731695315563299" };

/** An endpoint whose every order and checkout exists; what it did is counted. */
function anEndpoint() {
  const done = { touches: 0, reads: 0, commits: 0 };
  const logged: string[] = [];
  const say = (event: string, fields: object = {}) => void logged.push(event + JSON.stringify(fields));
  const deps: WebhookDependencies = {
    secrets: parseWebhookSecrets(secret),
    log: { info: say, warn: say, error: say },
    checkouts: {
      touch: async () => {
        done.touches += 1;
        return "touched";
      },
    },
    orders: {
      read: async (orderId) => {
        done.reads += 1;
        return { orderId, order: anOrder(), readTime: { seconds: 1, nanoseconds: 0 }, version: null };
      },
      commit: async () => {
        done.commits += 1;
        return null;
      },
    },
  };
  const deliver = (rawBody: Buffer, headers: Record<string, string>) =>
    receiveWebhook(deps, { method: "POST", header: (name) => headers[name], rawBody });
  return { done, logged, deliver };
}

const bodyOf = (data: unknown): string => JSON.stringify(data) ?? "undefined";

/** Bodies of which no checkout id can be read. What surrounds the id is not ours, and may grow. */
const withoutId = fc.oneof(
  malformedInputs({ id: FIRST }, () => true)
    .map(({ data }) => data)
    .filter((data) => typeof data !== "object" || data === null || Object(data).id !== FIRST)
    .map(bodyOf),
  fc.string({ maxLength: 500 }).filter((text) => !text.includes(FIRST)),
  fc.constantFrom(
    "",
    "null",
    "[]",
    "{",
    '{"id":}',
    `{"id":${FIRST}}`,
    `{"id":"${FIRST}"`,
    "\ufeff{}",
    "<id>1</id>",
  ),
  fc
    .constantFrom(".", "..", "a/b", "__x__", "constructor", "__proto__", " 1", "1\n", "١")
    .map((id) => bodyOf({ id })),
  fc.constant(`${"[".repeat(30_000)}${"]".repeat(30_000)}`),
  fc.constant(bodyOf({ ...good, more: "x".repeat(70_000) })),
);

/** Headers of a delivery of `good` that the vendor did not sign, or not now, or not so. */
const forgedHeaders = fc.oneof(
  fc.dictionary(fc.constantFrom("message-id", "message-timestamp", "message-signature"), fc.string()),
  fc
    .constantFrom("message-id", "message-timestamp", "message-signature")
    .chain((name) =>
      fc
        .oneof(
          fc.string(),
          fc.constantFrom("", "NaN", "-1", "1e9", "9".repeat(400), "v1,", "v2,x", "v1,\u0000"),
        )
        .map((value) => ({ ...signWebhook(bodyOf(good), { secrets: [secret] }), [name]: value })),
    ),
  fc
    .string({ minLength: 16 })
    .map((made) => signWebhook(bodyOf(good), { secrets: [newWebhookSecret(made)] })),
  fc
    .integer({ min: 400, max: 1_000_000_000 })
    .chain((seconds) => fc.constantFrom(seconds, -seconds))
    .map((ago) =>
      signWebhook(bodyOf(good), { secrets: [secret], timestamp: Math.floor(Date.now() / 1000) - ago }),
    ),
  fc.constant(signWebhook("another body", { secrets: [secret] })),
);

describe("malformed webhooks, in process", () => {
  it("takes the good one", async () => {
    const { done, deliver } = anEndpoint();
    const answer = await deliver(Buffer.from(bodyOf(good)), signWebhook(bodyOf(good), { secrets: [secret] }));
    assert.deepEqual([answer.status, done.touches], [200, 1]);
  });

  it(`refuses ${EACH} malformed bodies, though the vendor signed them, and writes nothing`, async () => {
    const { done, deliver } = anEndpoint();
    let slowestMs = 0;
    await fc.assert(
      fc.asyncProperty(withoutId, async (body) => {
        const began = performance.now();
        const answer = await deliver(Buffer.from(body), signWebhook(body, { secrets: [secret] }));
        slowestMs = Math.max(slowestMs, performance.now() - began);
        assert.ok([400, 413].includes(answer.status), `${answer.status} to ${body.slice(0, 200)}`);
      }),
      { numRuns: EACH, endOnFailure: true },
    );
    assert.deepEqual(done, { touches: 0, reads: 0, commits: 0 });
    assert.ok(slowestMs < SLOWEST_MS, `one took ${slowestMs} ms`);
    console.log(`      ${EACH} bodies refused, the slowest in ${slowestMs.toFixed(0)} ms`);
  }).timeout(60_000);

  it(`refuses ${EACH} forged deliveries of a good body, and logs nothing of them`, async () => {
    const { done, logged, deliver } = anEndpoint();
    const body = Buffer.from(bodyOf(good));
    await fc.assert(
      fc.asyncProperty(forgedHeaders, async (headers) => {
        assert.equal((await deliver(body, headers)).status, 401);
      }),
      { numRuns: EACH, endOnFailure: true },
    );
    assert.deepEqual(done, { touches: 0, reads: 0, commits: 0 });
    const known =
      /^webhook\.refused\{"status":401,"reason":"(headers_missing|signature_wrong|timestamp_refused)"\}$/;
    for (const line of new Set(logged)) assert.match(line, known);
  }).timeout(60_000);
});

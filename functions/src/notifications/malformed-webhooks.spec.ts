import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { anOrder, FIRST } from "../../test/fixtures/orders.js";
import { cpuTimeMs } from "../../test/support/cpu-time.js";
import { bodyOf, forgedHeaders, withoutId } from "../../test/support/malformed-webhooks.js";
import { newWebhookSecret, signWebhook } from "../../test/support/sign-webhook.js";
import { receiveWebhook, type WebhookDependencies } from "./receive-webhook.js";
import { parseWebhookSecrets } from "./verify-webhook.js";

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
      restore: async () => assert.fail("every checkout exists"),
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

describe("malformed webhooks, in process", () => {
  it("takes the good one", async () => {
    const { done, deliver } = anEndpoint();
    const answer = await deliver(Buffer.from(bodyOf(good)), signWebhook(bodyOf(good), { secrets: [secret] }));
    assert.deepEqual([answer.status, done.touches], [200, 1]);
  });

  it("refuses malformed bodies, though the vendor signed them, and writes nothing", async () => {
    const { done, deliver } = anEndpoint();
    let slowestMs = 0;
    let bodies = 0;
    await prove(
      "malformed inputs: webhook, in process",
      fc.asyncProperty(withoutId(good), async (body) => {
        bodies += 1;
        const began = cpuTimeMs();
        const answer = await deliver(Buffer.from(body), signWebhook(body, { secrets: [secret] }));
        slowestMs = Math.max(slowestMs, cpuTimeMs() - began);
        assert.ok([400, 413].includes(answer.status), `${answer.status} to ${body.slice(0, 200)}`);
      }),
      budget.malformedWebhooks,
      { endOnFailure: true },
    );
    assert.deepEqual(done, { touches: 0, reads: 0, commits: 0 });
    assert.ok(slowestMs < SLOWEST_MS, `one took ${slowestMs} ms`);
    console.log(`      ${bodies} bodies refused, the slowest in ${slowestMs.toFixed(0)} ms`);
  });

  it("refuses forged deliveries of a good body, and logs nothing of them", async () => {
    const { done, logged, deliver } = anEndpoint();
    const body = Buffer.from(bodyOf(good));
    await prove(
      "malformed inputs: forged webhooks, in process",
      fc.asyncProperty(forgedHeaders(good, secret), async (headers) => {
        assert.equal((await deliver(body, headers)).status, 401);
      }),
      budget.forgedWebhooks,
      { endOnFailure: true },
    );
    assert.deepEqual(done, { touches: 0, reads: 0, commits: 0 });
    const known =
      /^webhook\.refused\{"status":401,"reason":"(headers_missing|signature_wrong|timestamp_refused)"\}$/;
    for (const line of new Set(logged)) assert.match(line, known);
  });
});

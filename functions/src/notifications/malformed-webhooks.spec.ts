import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { pluck } from "../../../test/pluck.js";
import { prove } from "../../../test/prove.js";
import { anOrder, FIRST } from "../../test/fixtures/orders.js";
import { cpuTimeMs } from "../../test/support/cpu-time.js";
import { bodyOf, forgedHeaders, withoutId } from "../../test/support/malformed-webhooks.js";
import { recordedLog } from "../../test/support/recorded-log.js";
import { aWebhookEndpoint, endpointSecret } from "../../test/support/webhook-endpoint.js";

const SLOWEST_MS = 1_000;
const good = { id: FIRST, orderId: "ORD-1", referenceId: "1601731695315563299" };

describe("malformed webhooks, in process", () => {
  it("takes the good one", async () => {
    const { wrote, deliver } = aWebhookEndpoint();
    const { status } = await deliver({ body: bodyOf(good) });
    assert.deepEqual([status, wrote.length], [200, 1]);
  });

  it("refuses malformed bodies, though the vendor signed them, and writes nothing", async () => {
    const { reads, wrote, deliver } = aWebhookEndpoint();
    let slowestMs = 0;
    let bodies = 0;
    const property = fc.asyncProperty(withoutId(good), async (body) => {
      bodies += 1;
      const began = cpuTimeMs();
      const answer = await deliver({ body });
      slowestMs = Math.max(slowestMs, cpuTimeMs() - began);
      assert.ok([400, 413].includes(answer.status), `${answer.status} to ${body.slice(0, 200)}`);
    });
    await prove("malformed inputs: webhook, in process", property, budget.malformedWebhooks, {
      endOnFailure: true,
    });
    assert.deepEqual([reads, wrote], [[], []]);
    assert.ok(slowestMs < SLOWEST_MS, `one took ${slowestMs} ms`);
    console.log(`      ${bodies} bodies refused, the slowest in ${slowestMs.toFixed(0)} ms`);
  });

  it("refuses forged deliveries of a good body, and logs nothing of them", async () => {
    const { lines, log } = recordedLog();
    const { reads, wrote, deliver } = aWebhookEndpoint(anOrder(), { log });
    const unsigned = {
      "message-id": undefined,
      "message-timestamp": undefined,
      "message-signature": undefined,
    };
    const property = fc.asyncProperty(forgedHeaders(good, endpointSecret), async (headers) => {
      const forged = { body: bodyOf(good), headers: { ...unsigned, ...headers } };
      assert.equal((await deliver(forged)).status, 401);
    });
    await prove("malformed inputs: forged webhooks, in process", property, budget.forgedWebhooks, {
      endOnFailure: true,
    });
    assert.deepEqual([reads, wrote], [[], []]);
    const known = /^\{"status":401,"reason":"(headers_missing|signature_wrong|timestamp_refused)"\}$/;
    for (const fields of new Set(lines.map((line) => JSON.stringify(line.fields))))
      assert.match(fields, known);
    assert.deepEqual(new Set(pluck(lines, "event")), new Set(["webhook.refused"]));
  });
});

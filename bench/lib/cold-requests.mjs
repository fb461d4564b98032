import { createHmac, randomUUID } from "node:crypto";
import { CALLABLE_EXAMPLES } from "../../functions/test/fixtures/callable-examples.js";
import { unsignedToken } from "../../functions/test/support/unsigned-token.ts";
import { localWebhookSecret } from "../../scripts/lib/suites.ts";

const json = { "content-type": "application/json" };

/** @typedef {import("./cold-start.mjs").Hosted["request"]} Request */

/**
 * Good requests for one of our functions, of an order or checkout that is new or unknown: its work is begun, and comes to
 * the database.
 *
 * @param {string} name
 * @param {Record<string, unknown>} endpoint what a deploy reads of the function
 * @param {string} project
 * @returns {{ label: string, make: () => Request }[]} one, unless different roles give different things
 */
export function firstRequests(name, endpoint, project) {
  if ("callableTrigger" in endpoint) {
    const examples = CALLABLE_EXAMPLES[name];
    if (!examples) throw new Error(`${name} has no row in CALLABLE_EXAMPLES`);
    return examples.map((example) => ({
      label: examples.length > 1 ? `${name} (${example.role})` : name,
      make: () => callableRequest(example, project),
    }));
  }
  if ("scheduleTrigger" in endpoint) return [{ label: name, make: scheduleRequest }];
  if ("eventTrigger" in endpoint) return [{ label: name, make: () => touchRequest(project) }];
  return [{ label: name, make: webhookRequest }];
}

const newOrderId = () => `COLD-${randomUUID()}`;

function scheduleRequest() {
  return { headers: { ...json, "x-cloudscheduler-scheduletime": new Date().toISOString() }, body: "{}" };
}

/**
 * @param {import("../../functions/test/fixtures/callable-examples.js").Example} example
 * @param {string} project
 */
function callableRequest({ role, input }, project) {
  const data = "orderId" in input ? { ...input, orderId: newOrderId() } : input;
  const token = unsignedToken({ uid: "cold", role }, project);
  return { headers: { ...json, authorization: `Bearer ${token}` }, body: JSON.stringify({ data }) };
}

/** @param {string} project */
function touchRequest(project) {
  const checkoutId = "1790000000000000009";
  const document = `checkouts/${checkoutId}`;
  const time = new Date().toISOString();
  const value = {
    name: `projects/${project}/databases/(default)/documents/${document}`,
    fields: {
      orderId: { stringValue: newOrderId() },
      checkoutId: { stringValue: checkoutId },
      touchedBy: { stringValue: "webhook" },
    },
    createTime: time,
    updateTime: time,
  };
  const body = {
    specversion: "1.0",
    id: randomUUID(),
    type: "google.cloud.firestore.document.v1.updated",
    source: `//firestore.googleapis.com/projects/${project}/databases/(default)`,
    subject: `documents/${document}`,
    time,
    datacontenttype: "application/json",
    project,
    database: "(default)",
    namespace: "(default)",
    location: "us-central1",
    document,
    data: { value, oldValue: value },
  };
  return { headers: { "content-type": "application/cloudevents+json" }, body: JSON.stringify(body) };
}

function webhookRequest() {
  const body = JSON.stringify({ id: "1790000000000000008", orderId: newOrderId(), status: "PAID" });
  const id = `msg_${randomUUID()}`;
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const key = Buffer.from(localWebhookSecret().replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const signed = { "message-id": id, "message-timestamp": timestamp, "message-signature": `v1,${signature}` };
  return { headers: { ...json, ...signed }, body };
}

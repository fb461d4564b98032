import { createHmac, randomUUID } from "node:crypto";
import { CALLABLE_EXAMPLES } from "../../functions/test/fixtures/callable-examples.js";
import { localWebhookSecret } from "../../scripts/lib/local-secrets.mjs";
import { unsignedToken } from "../../scripts/lib/unsigned-token.mjs";

const json = { "content-type": "application/json" };

/**
 * A good request for one of our functions, of an order or checkout that is new or unknown: its work is begun, and comes
 * to the database.
 *
 * @param {string} name
 * @param {Record<string, unknown>} endpoint what a deploy reads of the function
 * @param {string} project
 * @returns {import("./cold-start.mjs").Hosted["request"]}
 */
export function firstRequest(name, endpoint, project) {
  const orderId = `COLD-${randomUUID()}`;
  if ("callableTrigger" in endpoint) return callableRequest(name, orderId, project);
  if ("scheduleTrigger" in endpoint) {
    return { headers: { ...json, "x-cloudscheduler-scheduletime": new Date().toISOString() }, body: "{}" };
  }
  if ("eventTrigger" in endpoint) return touchRequest(orderId, project);
  return webhookRequest(orderId);
}

/**
 * @param {string} name
 * @param {string} orderId
 * @param {string} project
 */
function callableRequest(name, orderId, project) {
  const example = CALLABLE_EXAMPLES[name]?.[0];
  if (!example) throw new Error(`${name} has no row in CALLABLE_EXAMPLES`);
  const { role, input } = example;
  const data = "orderId" in input ? { ...input, orderId } : input;
  const token = unsignedToken({ uid: "cold", role }, project);
  return { headers: { ...json, authorization: `Bearer ${token}` }, body: JSON.stringify({ data }) };
}

/**
 * @param {string} orderId
 * @param {string} project
 */
function touchRequest(orderId, project) {
  const checkoutId = "1790000000000000009";
  const document = `checkouts/${checkoutId}`;
  const time = new Date().toISOString();
  const value = {
    name: `projects/${project}/databases/(default)/documents/${document}`,
    fields: {
      orderId: { stringValue: orderId },
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

/** @param {string} orderId */
function webhookRequest(orderId) {
  const body = JSON.stringify({ id: "1790000000000000008", orderId, status: "PAID" });
  const id = `msg_${randomUUID()}`;
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const key = Buffer.from(localWebhookSecret().replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const signed = { "message-id": id, "message-timestamp": timestamp, "message-signature": `v1,${signature}` };
  return { headers: { ...json, ...signed }, body };
}

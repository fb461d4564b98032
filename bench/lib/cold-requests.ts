import { randomUUID } from "node:crypto";
import { Timestamp } from "firebase-admin/firestore";
import { CALLABLE_EXAMPLES, type Example } from "../../functions/test/fixtures/callable-examples.js";
import { cloudEvent, touchEvent } from "../../functions/test/support/cloud-event.js";
import { signWebhook } from "../../functions/test/support/sign-webhook.js";
import { callableRequest } from "../../functions/test/support/unsigned-token.js";
import { localWebhookSecret } from "../../scripts/lib/suites.js";
import type { Hosted } from "./cold-start.js";

type Request = Hosted["request"];

const json = { "content-type": "application/json" };

/**
 * Good requests for one of our functions, of an order or checkout that is new or unknown: its work is begun, and comes to
 * the database.
 *
 * @param endpoint what a deploy reads of the function
 * @returns one, unless different roles give different things
 */
export function firstRequests(
  name: string,
  endpoint: object,
  project: string,
): { label: string; make: () => Request }[] {
  if ("callableTrigger" in endpoint) {
    const examples = CALLABLE_EXAMPLES[name];
    if (!examples) throw new Error(`${name} has no row in CALLABLE_EXAMPLES`);
    return examples.map((example) => ({
      label: examples.length > 1 ? `${name} (${example.role})` : name,
      make: () => exampleRequest(example, project),
    }));
  }
  if ("scheduleTrigger" in endpoint) return [{ label: name, make: scheduleRequest }];
  if ("eventTrigger" in endpoint) return [{ label: name, make: () => touchRequest(project) }];
  return [{ label: name, make: webhookRequest }];
}

const newOrderId = () => `COLD-${randomUUID()}`;

const scheduleRequest = (): Request => ({
  headers: { ...json, "x-cloudscheduler-scheduletime": new Date().toISOString() },
  body: "{}",
});

const exampleRequest = ({ role, input }: Example, project: string): Request => {
  const data = "orderId" in input ? { ...input, orderId: newOrderId() } : input;
  return callableRequest(project, data, { uid: "cold", role });
};

function touchRequest(project: string): Request {
  const checkoutId = "1790000000000000009";
  const content = { orderId: newOrderId(), checkoutId, touchedBy: "webhook" };
  return cloudEvent(project, touchEvent(project, checkoutId, content, Timestamp.now()));
}

function webhookRequest(): Request {
  const body = JSON.stringify({ id: "1790000000000000008", orderId: newOrderId(), status: "PAID" });
  return { headers: { ...json, ...signWebhook(body, { secrets: [localWebhookSecret()] }) }, body };
}

import { localWebhookSecret } from "../../../scripts/lib/suites.js";
import { environment } from "./environment.js";
import { postDelivery, type Signing, signWebhook } from "./sign-webhook.js";

const { functionsUrl, project } = environment;

/** Where the vendor would deliver to. */
export const webhookUrl = `${functionsUrl}/${project}/us-central1/pointcheckoutWebhook`;

export const webhookSecret = localWebhookSecret();

/** Delivers a webhook as the vendor does; gives the status of the answer. */
export function deliverWebhook(
  body: object | string,
  { secrets = [webhookSecret], ...signing }: Partial<Signing> = {},
): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return postDelivery(webhookUrl, text, signWebhook(text, { ...signing, secrets }));
}

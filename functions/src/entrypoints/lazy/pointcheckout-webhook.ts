import type { HttpsFunction } from "firebase-functions/v2/https";
import { readWebhookSecrets } from "../../config.js";
import { openStores } from "../../connections.js";
import { receiveWebhook } from "../../notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../notifications/verify-webhook.js";

export async function run(...[request, response]: Parameters<HttpsFunction>) {
  const secrets = parseWebhookSecrets(readWebhookSecrets());
  const { status, message } = await receiveWebhook({ ...openStores(), secrets }, request);
  if (status === 405) response.set("Allow", "POST");
  response.status(status).type("text/plain").send(message);
}

import type { HttpsFunction } from "firebase-functions/v2/https";
import { readWebhookSecrets } from "../../config.js";
import { openStores } from "../../connections.js";
import { receiveWebhook } from "../../notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../notifications/verify-webhook.js";
import { asEntrypoint } from "./as-entrypoint.js";

type Exchange = Parameters<HttpsFunction>;

export const answerDelivery = (...[request, response]: Exchange): Promise<void> =>
  asEntrypoint(async () => {
    const stores = openStores();
    const { status, message } = await receiveWebhook(
      { ...stores, secrets: parseWebhookSecrets(readWebhookSecrets()) },
      request,
    );
    if (status === 405) response.set("Allow", "POST");
    response.status(status).type("text/plain").send(message);
  });

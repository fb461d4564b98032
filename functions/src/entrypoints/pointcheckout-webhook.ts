import { onRequest } from "firebase-functions/v2/https";
import { functionOptions, webhookOnlySecrets } from "../parameters.js";

/**
 * Receives the vendor's webhooks.
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export const pointcheckoutWebhook = onRequest(
  { ...functionOptions(), secrets: webhookOnlySecrets, invoker: "public", cors: false },
  async (request, response) =>
    (await import("./lazy/pointcheckout-webhook.js")).answerDelivery(request, response),
);

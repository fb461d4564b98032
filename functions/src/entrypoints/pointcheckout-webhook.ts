import { onRequest } from "firebase-functions/v2/https";
import { functionOptions, webhookOnlySecrets } from "../parameters.js";

/**
 * Where the vendor delivers its webhooks: enter this function's URL in the vendor's portal, and the endpoint's secret
 * into `POINTCHECKOUT_WEBHOOK_SECRETS`.
 *
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export const pointcheckoutWebhook = onRequest(
  { ...functionOptions(), secrets: webhookOnlySecrets, invoker: "public", cors: false },
  async (request, response) =>
    (await import("./lazy/pointcheckout-webhook.js")).answerDelivery(request, response),
);

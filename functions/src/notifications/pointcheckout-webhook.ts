import { onRequest } from "firebase-functions/v2/https";
import { functionOptions, readWebhookSecrets, webhookOnlySecrets } from "../config.js";
import { openStores } from "../connections.js";
import { withCleanErrors } from "../shared/reason.js";
import { receiveWebhook } from "./receive-webhook.js";
import { parseWebhookSecrets } from "./verify-webhook.js";

/**
 * Where the vendor delivers its webhooks: enter this function's URL in the vendor's portal, and the endpoint's secret
 * into `POINTCHECKOUT_WEBHOOK_SECRETS`.
 *
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export const pointcheckoutWebhook = onRequest(
  { ...functionOptions(), secrets: webhookOnlySecrets, invoker: "public", cors: false },
  (request, response) =>
    withCleanErrors(async () => {
      const stores = openStores();
      const { status, message } = await receiveWebhook(
        { ...stores, secrets: parseWebhookSecrets(readWebhookSecrets()) },
        {
          method: request.method,
          header: (name) => request.get(name),
          // Absent when there was no body.
          rawBody: request.rawBody ?? Buffer.alloc(0),
        },
      );
      if (status === 405) response.set("Allow", "POST");
      response.status(status).type("text/plain").send(message);
    }),
);

import { readWebhookSecrets } from "../../functions/src/config.js";
import { receiveWebhook } from "../../functions/src/notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../functions/src/notifications/verify-webhook.js";
import { memoryStores } from "../../functions/test/memory/memory-stores.js";
import { silentLog } from "../../functions/test/support/silent-log.js";
import { startLocalServer } from "../local-server.js";

/**
 * The webhook's handler behind a real server, with stores in memory. The secrets are read from the environment at each
 * delivery, as the function reads them.
 */
export async function serveWebhook() {
  const { database, ...stores } = memoryStores(0);
  const answers: number[] = [];
  const { port, stop } = await startLocalServer(({ method, headers, body }, response) => {
    const header = (name: string) => headers[name]?.toString();
    const delivery = { method, header, rawBody: Buffer.from(body) };
    const secrets = parseWebhookSecrets(readWebhookSecrets());
    receiveWebhook({ ...stores, secrets, log: silentLog }, delivery).then(
      ({ status, message }) => {
        answers.push(status);
        response.writeHead(status).end(message);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const touchesOf = (checkoutId: string) =>
    Number([...database.checkouts].find(([id]) => id === checkoutId)?.[1].fields.touches);
  return { url: `http://127.0.0.1:${port}/`, database, answers, touchesOf, stop };
}

export type WebhookServer = Awaited<ReturnType<typeof serveWebhook>>;

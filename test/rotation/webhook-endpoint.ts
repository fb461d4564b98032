import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readWebhookSecrets } from "../../functions/src/config.js";
import { receiveWebhook } from "../../functions/src/notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../functions/src/notifications/verify-webhook.js";
import { at } from "../../functions/test/fixtures/orders.js";
import { MemoryCheckoutStore } from "../../functions/test/memory/memory-checkout-store.js";
import { MemoryDatabase } from "../../functions/test/memory/memory-database.js";
import { MemoryOrderStore } from "../../functions/test/memory/memory-order-store.js";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * The webhook's handler behind a real server, with stores in memory. The secrets are read from the environment at each
 * delivery, as the function reads them.
 */
export async function serveWebhook() {
  const database = new MemoryDatabase(at(0));
  const deps = {
    checkouts: new MemoryCheckoutStore(database),
    orders: new MemoryOrderStore(database),
    log: silent,
  };
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const header = (name: string) => request.headers[name]?.toString();
      const delivery = { method: request.method ?? "", header, rawBody: Buffer.concat(chunks) };
      receiveWebhook({ ...deps, secrets: parseWebhookSecrets(readWebhookSecrets()) }, delivery).then(
        ({ status, message }) => {
          answers.push(status);
          response.writeHead(status).end(message);
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const touchesOf = (checkoutId: string) =>
    Number([...database.checkouts].find(([id]) => id === checkoutId)?.[1].fields.touches);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    database,
    answers,
    touchesOf,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type WebhookServer = Awaited<ReturnType<typeof serveWebhook>>;

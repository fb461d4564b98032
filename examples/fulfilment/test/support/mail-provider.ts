import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { parseEnv } from "node:util";
import { type Received, startLocalServer } from "../../../../test/local-server.js";

export type Message = { key: string; to: string; subject: string };

/**
 * A mail provider on the port that the example's parameters name. Like a real one, it drops what comes twice with one
 * idempotency key.
 */
export async function startMailProvider() {
  const taken = new Map<string, Message>();
  const requests: Message[] = [];
  const failing = new Set<string>();

  const respond = ({ headers, body }: Received, response: ServerResponse) => {
    const { to, subject } = JSON.parse(body) as { to: string[]; subject: string };
    const key = String(headers["idempotency-key"]);
    const message = { key, to: to.join(), subject };
    requests.push(message);
    if (failing.has(key)) return response.writeHead(503).end();
    if (headers.authorization !== "Bearer specs-mail-key") return response.writeHead(422).end();
    if (!taken.has(key)) taken.set(key, message);
    return response.writeHead(200).end(JSON.stringify({ id: `mail-${taken.size}` }));
  };
  const { hostname, port } = new URL(parameter("FULFILMENT_MAIL_URL"));
  const { stop } = await startLocalServer(respond, Number(port), hostname);

  return {
    /** Keys whose messages are answered with 503. */
    failing,
    /** What customers found in their inboxes. */
    sentFor: (orderId: string) =>
      [...taken.values()].filter(({ key }) => key.startsWith(`orders/${orderId}/`)),
    requestsFor: (orderId: string) => requests.filter(({ key }) => key.startsWith(`orders/${orderId}/`)),
    stop,
  };
}

export type MailProvider = Awaited<ReturnType<typeof startMailProvider>>;

function parameter(name: string): string {
  const file = new URL("../../.env.demo-pointcheckout-example", import.meta.url);
  const value = parseEnv(readFileSync(file, "utf8"))[name];
  if (!value) throw new Error(`${name} has no value in ${file.pathname}`);
  return value;
}

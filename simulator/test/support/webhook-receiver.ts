import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly messageId: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

/** How a request ends: with a status, with its connection cut, or not at all. */
export type ReceiverAnswer = number | "cut" | "hang";

/** A merchant's endpoint: takes whatever comes, and answers 204 unless set otherwise. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** For the next requests, one after the other. */
  answers: ReceiverAnswer[] = [];
  /** For all requests that `answers` says nothing of. */
  usualAnswer: ReceiverAnswer = 204;
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (chunk: string) => {
        body += chunk;
      });
      request.on("end", () => {
        const { method = "", url: path = "", headers } = request;
        const messageId = String(headers["message-id"]);
        const timestamp = Number(headers["message-timestamp"]);
        const signatures = String(headers["message-signature"]).split(" ");
        this.received.push({ method, path, headers, body, messageId, timestamp, signatures });
        this.#answer(response);
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    receiver.#port = (receiver.#server.address() as AddressInfo).port;
    return receiver;
  }

  /** Still known when the server has stopped. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/webhook`;
  }

  get statuses(): string[] {
    return this.received.map(({ body }) => JSON.parse(body).status);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #answer(response: ServerResponse): void {
    const answer = this.answers.shift() ?? this.usualAnswer;
    if (answer === "hang") return;
    if (answer === "cut") response.socket?.resetAndDestroy();
    else response.writeHead(answer, { location: "/elsewhere" }).end();
  }
}

/** The signature that a receiver expects, by the vendor's description and without a library. */
export function expectedSignature(
  secret: string,
  { messageId, timestamp, body }: Pick<ReceivedWebhook, "messageId" | "timestamp" | "body">,
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${messageId}.${timestamp}.${body}`).digest("base64")}`;
}

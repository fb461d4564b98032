import type { ServerResponse } from "node:http";
import { signWebhook } from "../../../functions/test/support/sign-webhook.js";
import { type LocalServer, type Received, startLocalServer } from "../../../test/local-server.js";

interface ReceivedWebhook extends Received {
  readonly messageId: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

/** How a request ends: with a status, with its connection cut, or not at all. */
type ReceiverAnswer = number | "cut" | "hang";

/** A merchant's endpoint: takes whatever comes, and answers 204 unless set otherwise. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** For the next requests, one after the other. */
  answers: ReceiverAnswer[] = [];
  /** For all requests that `answers` says nothing of. */
  usualAnswer: ReceiverAnswer = 204;
  #server!: LocalServer;

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server = await startLocalServer((request, response) => {
      const { headers } = request;
      const messageId = String(headers["message-id"]);
      const timestamp = Number(headers["message-timestamp"]);
      const signatures = String(headers["message-signature"]).split(" ");
      receiver.received.push({ ...request, messageId, timestamp, signatures });
      receiver.#answer(response);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}/webhook`;
  }

  get statuses(): string[] {
    return this.received.map(({ body }) => JSON.parse(body).status);
  }

  stop = () => this.#server.stop();

  #answer(response: ServerResponse): void {
    const answer = this.answers.shift() ?? this.usualAnswer;
    if (answer === "hang") return;
    if (answer === "cut") response.socket?.resetAndDestroy();
    else response.writeHead(answer, { location: "/elsewhere" }).end();
  }
}

/** The signatures that a receiver expects, one for each secret. */
export const expectedSignatures = (
  { messageId: id, timestamp, body }: Pick<ReceivedWebhook, "messageId" | "timestamp" | "body">,
  ...secrets: string[]
): string[] => signWebhook(body, { id, timestamp, secrets })["message-signature"].split(" ");

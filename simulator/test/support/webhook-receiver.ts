import { signWebhook } from "../../../functions/test/support/sign-webhook.js";
import { type Received, startLocalServer } from "../../../test/local-server.js";

interface ReceivedWebhook extends Received {
  readonly messageId: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

/** How a request ends: with a status, with its connection cut, or not at all. */
type ReceiverAnswer = number | "cut" | "hang";

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;

/** A merchant's endpoint: takes whatever comes, and answers 204 unless set otherwise. */
export async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = [];
  const { port, stop } = await startLocalServer((request, response) => {
    const { headers } = request;
    const messageId = String(headers["message-id"]);
    const timestamp = Number(headers["message-timestamp"]);
    const signatures = String(headers["message-signature"]).split(" ");
    received.push({ ...request, messageId, timestamp, signatures });
    const answer = receiver.answers.shift() ?? receiver.usualAnswer;
    if (answer === "hang") return;
    if (answer === "cut") response.socket?.resetAndDestroy();
    else response.writeHead(answer, { location: "/elsewhere" }).end();
  });
  const receiver = {
    received,
    /** For the next requests, one after the other. */
    answers: [] as ReceiverAnswer[],
    /** For all requests that `answers` says nothing of. */
    usualAnswer: 204 as ReceiverAnswer,
    url: `http://127.0.0.1:${port}/webhook`,
    get statuses(): string[] {
      return received.map(({ body }) => JSON.parse(body).status);
    },
    stop,
  };
  return receiver;
}

/** The signatures that a receiver expects, one for each secret. */
export const expectedSignatures = (
  { messageId: id, timestamp, body }: Pick<ReceivedWebhook, "messageId" | "timestamp" | "body">,
  ...secrets: string[]
): string[] => signWebhook(body, { id, timestamp, secrets })["message-signature"].split(" ");

import { Webhook } from "standardwebhooks";

interface SignedContent {
  readonly messageId: string;
  /** Real time, not the simulator's: receivers accept at most five minutes of difference. */
  readonly sentAt: Date;
  readonly body: string;
}

export function signatureHeaders(
  secrets: readonly string[],
  { messageId, sentAt, body }: SignedContent,
): Record<string, string> {
  return {
    "message-id": messageId,
    "message-timestamp": String(Math.floor(sentAt.getTime() / 1_000)),
    "message-signature": secrets.map((secret) => new Webhook(secret).sign(messageId, sentAt, body)).join(" "),
  };
}

import { Webhook } from "standardwebhooks";

export interface SignedContent {
  readonly messageId: string;
  /** Of the real clock, not the simulator's: receivers compare it with theirs and take five minutes at most. */
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers by which a receiver knows that a message is the vendor's. While a secret is being replaced there is one
 * signature by each of `secrets`.
 */
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

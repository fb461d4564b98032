import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** What a delivery is verified by. Header values as received. */
export type SignedDelivery = {
  id: string | undefined;
  /** Unix seconds. */
  timestamp: string | undefined;
  /** One or more `v1,<base64>`, separated by blanks. */
  signature: string | undefined;
  rawBody: Buffer;
};

export type WebhookSecrets = { verifiers: readonly Webhook[]; unusable: number };

/** Shorter keys are guesses waiting to happen; the vendor's have 24 bytes and more. */
const LEAST_KEY_BYTES = 16;
const SECRET = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/;

/**
 * The secrets of a parameter's text, several of them separated by blanks, commas or line breaks while one takes over
 * from the other. What is no secret is counted and left out: a typing error in the new one must not end the old one.
 */
export function parseWebhookSecrets(text: string): WebhookSecrets {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  const verifiers = parts.filter(isSecret).map((part) => new Webhook(part));
  return { verifiers, unusable: parts.length - verifiers.length };
}

function isSecret(text: string): boolean {
  const key = SECRET.exec(text)?.[1];
  // The library reads padded base64 only.
  return key !== undefined && key.length % 4 === 0 && Buffer.from(key, "base64").length >= LEAST_KEY_BYTES;
}

/**
 * Whether the vendor signed this delivery, at most five minutes ago. The raw bytes are what was signed: JSON that was
 * parsed and written again has another signature.
 *
 * @returns why not, or null when it is genuine
 * @see vendor API: Notifications
 */
export function refuseForged(secrets: readonly Webhook[], delivery: SignedDelivery): string | null {
  const { id, timestamp, signature, rawBody } = delivery;
  if (!id || !timestamp || !signature) return "headers_missing";
  // The vendor signs as Standard Webhooks lays down, and names the headers differently.
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  let reason = "signature_wrong";
  for (const secret of secrets) {
    try {
      secret.verify(rawBody, headers, { jsonParse: false });
      return null;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      if (/timestamp|Invalid Signature Headers/i.test(error.message)) reason = "timestamp_refused";
    }
  }
  return reason;
}

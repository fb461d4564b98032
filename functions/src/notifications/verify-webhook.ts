import { Webhook, WebhookVerificationError } from "standardwebhooks";

export type SignedDelivery = {
  id: string | undefined;
  /** Unix seconds. */
  timestamp: string | undefined;
  /** One or more `v1,<base64>`, separated by blanks. */
  signature: string | undefined;
  rawBody: Buffer;
};

export type WebhookSecrets = { verifiers: readonly Webhook[]; unusable: number };

/** The vendor's keys have 24 bytes and more. */
const LEAST_KEY_BYTES = 16;
const SECRET = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/;

/**
 * Secrets are separated by blanks, commas or line breaks while a new one replaces the old. An unusable one is counted
 * and left out, so that a typing error does not disable the other.
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

/** The reason of a refusal; null when the vendor signed these raw bytes in the last five minutes. */
export function refuseForged(secrets: readonly Webhook[], delivery: SignedDelivery): string | null {
  const { id, timestamp, signature, rawBody } = delivery;
  if (!id || !timestamp || !signature) return "headers_missing";
  // The vendor signs by Standard Webhooks, but names the headers differently.
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

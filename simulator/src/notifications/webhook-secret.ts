import { randomBytes } from "node:crypto";
import { Refusal } from "../checkouts/refusal.js";

const PREFIX = "whsec_";
const LEAST_BYTES = 24;
const MOST_BYTES = 75;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function generateWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString("base64");
}

/** The secret with its prefix. @throws {Refusal} when it is not the base64 of 24 to 75 bytes */
export function readWebhookSecret(text: string): string {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, "base64").length : 0;
  if (bytes >= LEAST_BYTES && bytes <= MOST_BYTES) return PREFIX + encoded;
  throw new Refusal(
    `secret: must be ${PREFIX}<base64 of ${LEAST_BYTES} to ${MOST_BYTES} bytes>; without one, a secret is generated`,
    "secret",
  );
}

/** Enough of a secret to recognise it, too little to sign with. */
export function maskedSecret(secret: string): string {
  return `${PREFIX}••••${secret.slice(-4)}`;
}

import { createHmac, randomUUID } from "node:crypto";

const TIMEOUT_MS = 30_000;

export const newWebhookSecret = (bytes: string = randomUUID()): string =>
  `whsec_${Buffer.from(bytes).toString("base64")}`;

export type Signing = {
  id?: string;
  /** Unix seconds; now when absent. */
  timestamp?: number;
  /** One signature for each. */
  secrets: readonly string[];
};

/** The vendor's three headers, made from its documentation, without the library that verifies them. */
export function signWebhook(body: string | Buffer, { id, timestamp, secrets }: Signing) {
  const messageId = id ?? `msg_${randomUUID()}`;
  const seconds = String(timestamp ?? Math.floor(Date.now() / 1000));
  const sign = (secret: string) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const hmac = createHmac("sha256", key).update(`${messageId}.${seconds}.`).update(body);
    return `v1,${hmac.digest("base64")}`;
  };
  return {
    "message-id": messageId,
    "message-timestamp": seconds,
    "message-signature": secrets.map(sign).join(" "),
  };
}

/** Posts a delivery's body as JSON, with these headers beside. @returns the status of the answer */
export async function postDelivery(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.text();
  return response.status;
}

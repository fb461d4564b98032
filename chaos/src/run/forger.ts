import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Forgery } from "../plan/step.js";

/** Older than the five minutes for which a signature is valid; ms. */
const STALE_MS = 10 * 60_000;
const TIMEOUT_MS = 30_000;

/** Sends forged webhooks that say "paid", and counts how many are accepted. */
export class Forger {
  sent = 0;
  /** Answered with success. */
  accepted = 0;

  /** @param endpoint the product's webhook, and the secret that the vendor signs with */
  constructor(private readonly endpoint: { url: string; secret: string }) {}

  async forge(how: Forgery, { orderId, checkoutId }: { orderId: string; checkoutId: string }): Promise<void> {
    const body = JSON.stringify({ id: checkoutId, orderId, status: "PAID" });
    this.sent += 1;
    try {
      const response = await fetch(this.endpoint.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...this.headersOf(how, body) },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.text();
      if (response.ok) this.accepted += 1;
    } catch {
      // The process was killed: the webhook was not accepted.
    }
  }

  private headersOf(how: Forgery, body: string): Record<string, string> {
    const { secret } = this.endpoint;
    const foreign = `whsec_${Buffer.from(randomUUID()).toString("base64")}`;
    switch (how) {
      case "unsigned":
        return {};
      case "wrong-secret":
        return sign(body, foreign, new Date());
      case "stale-timestamp":
        return sign(body, secret, new Date(Date.now() - STALE_MS));
      case "altered-body":
        return sign(body.replace("PAID", "REFUNDED"), secret, new Date());
    }
  }
}

/** A Standard Webhooks signature under the vendor's header names. */
function sign(body: string, secret: string, at: Date): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  return {
    "message-id": id,
    "message-timestamp": String(Math.floor(at.getTime() / 1000)),
    "message-signature": new Webhook(secret).sign(id, at, body),
  };
}

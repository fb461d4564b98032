import { newWebhookSecret, postDelivery, signWebhook } from "../../../functions/test/support/sign-webhook.js";
import type { Forgery } from "../plan/step.js";

/** Older than the five minutes for which a signature is valid. */
const STALE_SECONDS = 10 * 60;

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
      const status = await postDelivery(this.endpoint.url, body, this.headersOf(how, body));
      if (status < 300) this.accepted += 1;
    } catch {
      // The process was killed: the webhook was not accepted.
    }
  }

  private headersOf(how: Forgery, body: string): Record<string, string> {
    const secrets = [this.endpoint.secret];
    switch (how) {
      case "unsigned":
        return {};
      case "wrong-secret":
        return signWebhook(body, { secrets: [newWebhookSecret()] });
      case "stale-timestamp":
        return signWebhook(body, { secrets, timestamp: Math.floor(Date.now() / 1000) - STALE_SECONDS });
      case "altered-body":
        return signWebhook(body.replace("PAID", "REFUNDED"), { secrets });
    }
  }
}

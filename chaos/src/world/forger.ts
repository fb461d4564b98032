import { newWebhookSecret, postDelivery, signWebhook } from "../../../functions/test/support/sign-webhook.js";

/** Older than the five minutes for which a signature is valid. */
const STALE_SECONDS = 10 * 60;

/** By forgery: the headers of a delivery of this body to an endpoint with these secrets. */
const HEADERS = {
  unsigned: () => ({}),
  "wrong-secret": (body) => signWebhook(body, { secrets: [newWebhookSecret()] }),
  "stale-timestamp": (body, secrets) =>
    signWebhook(body, { secrets, timestamp: Math.floor(Date.now() / 1000) - STALE_SECONDS }),
  "altered-body": (body, secrets) => signWebhook(body.replace("PAID", "REFUNDED"), { secrets }),
} satisfies Record<string, (body: string, secrets: string[]) => Record<string, string>>;

export type Forgery = keyof typeof HEADERS;
export const FORGERIES = Object.keys(HEADERS) as Forgery[];

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
      const status = await postDelivery(this.endpoint.url, body, HEADERS[how](body, [this.endpoint.secret]));
      if (status < 300) this.accepted += 1;
    } catch {
      // The process was killed: the webhook was not accepted.
    }
  }
}

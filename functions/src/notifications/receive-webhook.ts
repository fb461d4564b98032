import type { Webhook } from "standardwebhooks";
import { z } from "zod";
import { type CheckoutId, parseCheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import { changeOrder } from "../orders/change-order.js";
import { orderIdSchema } from "../orders/content.js";
import type { OrderStore } from "../orders/order-store.js";
import { awaitsLink, searchAtOnce } from "../orders/unanswered.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { touchCheckout } from "./touch-checkout.js";
import { refuseForged } from "./verify-webhook.js";

export type WebhookDependencies = {
  orders: Pick<OrderStore, "read" | "commit">;
  checkouts: Pick<CheckoutStore, "touch">;
  /** None: everything is refused. */
  secrets: readonly Webhook[];
  log: Log;
};

export type WebhookRequest = {
  method: string;
  /** A header's value, whatever the case of its name. */
  header: (name: string) => string | undefined;
  /** The bytes as they came. */
  rawBody: Buffer;
};

export type WebhookAnswer = { status: number; message: string };

const MAX_BYTES = 64 * 1024;

const bodySchema = z.object({
  id: z.string(),
  orderId: z.unknown().optional(),
  referenceId: z.unknown().optional(),
});
const referenceSchema = z.string().regex(/^[\x21-\x7e]{1,100}$/);

/**
 * Receives one delivery of the vendor's webhook. Its body says only which checkout may have changed; what became of it
 * is asked of the vendor. Whatever could not be stored is answered 503, so that the vendor delivers it again.
 *
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export async function receiveWebhook(
  deps: WebhookDependencies,
  { method, header, rawBody }: WebhookRequest,
): Promise<WebhookAnswer> {
  const { secrets, log } = deps;
  if (method !== "POST") {
    // Somebody opened the address in a browser, or scans the host: no failure of ours.
    log.info("webhook.not_posted", { status: 405 });
    return { status: 405, message: "POST only" };
  }
  if (rawBody.length > MAX_BYTES) return refuse(log, 413, "too_large");
  if (secrets.length === 0) {
    log.error("webhook.not_configured", {
      remedy: "set POINTCHECKOUT_WEBHOOK_SECRETS to the endpoint's secret from the vendor's portal",
    });
    return { status: 503, message: "not configured" };
  }
  const forged = refuseForged(secrets, {
    id: header("message-id"),
    timestamp: header("message-timestamp"),
    signature: header("message-signature"),
    rawBody,
  });
  if (forged) return refuse(log, 401, forged);
  const announced = readBody(rawBody);
  if (!announced) return refuse(log, 400, "unreadable");
  try {
    return await passOn(deps, announced);
  } catch (error) {
    log.error("webhook.not_stored", { checkoutId: announced.checkoutId, reason: reasonOf(error) }, error);
    return { status: 503, message: "not stored, deliver again" };
  }
}

function refuse(log: Log, status: number, reason: string): WebhookAnswer {
  // Nothing of what an unverified sender wrote is logged.
  log.warn("webhook.refused", { status, reason });
  return { status, message: reason };
}

type Announced = { checkoutId: CheckoutId; orderId: string | null; referenceId: string | undefined };

function readBody(rawBody: Buffer): Announced | null {
  let json: unknown;
  try {
    json = JSON.parse(rawBody.toString("utf8"));
  } catch {
    return null;
  }
  const body = bodySchema.safeParse(json).data;
  const checkoutId = parseCheckoutId(body?.id);
  if (!body || !checkoutId) return null;
  return {
    checkoutId,
    orderId: orderIdSchema.safeParse(body.orderId).data ?? null,
    referenceId: referenceSchema.safeParse(body.referenceId).data,
  };
}

async function passOn(
  deps: WebhookDependencies,
  { checkoutId, orderId, referenceId }: Announced,
): Promise<WebhookAnswer> {
  const touch: Touch = { by: "webhook", ...(referenceId === undefined ? {} : { referenceId }) };
  if ((await touchCheckout(deps, checkoutId, touch)) === "touched") return touched;
  if (orderId === null) return notOurs(deps.log, { checkoutId });
  // The vendor may be faster than the answer that tells us the checkout's id.
  const snapshot = await deps.orders.read(orderId);
  const { order } = snapshot;
  if (order && checkoutId in order.attempts) {
    if ((await touchCheckout(deps, checkoutId, touch)) === "touched") return touched;
  }
  if (!order || !awaitsLink(order)) return notOurs(deps.log, { checkoutId, orderId });
  await changeOrder(
    deps.orders,
    snapshot,
    (fresh) => fresh.order && searchAtOnce(fresh.order, fresh.readTime),
  );
  deps.log.warn("webhook.too_early", { checkoutId, orderId });
  return { status: 503, message: "this order's link is being made, deliver again" };
}

const touched: WebhookAnswer = { status: 200, message: "touched" };

/** Another system's, or made in the portal: delivering it again would change nothing. The audit reports it. */
function notOurs(log: Log, fields: { checkoutId: string; orderId?: string }): WebhookAnswer {
  log.warn("webhook.not_ours", fields);
  return { status: 200, message: "not ours" };
}

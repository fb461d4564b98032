import * as z from "zod";
import { type CheckoutId, checkoutIdSchema } from "../checkouts/checkout-id.js";
import type { Touch } from "../checkouts/checkout-store.js";
import type { Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { OrderUnreadableError } from "../orders/store/order-document.js";
import { normaliseStatus } from "../pointcheckout/responses.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import type { Log } from "../shared/log.js";
import { nullWhen } from "../shared/null-when.js";
import { orderIdSchema } from "../shared/order-id.js";
import { reasonOf } from "../shared/reason.js";
import { type NotifyDependencies, notifyCheckout } from "./notify-checkout.js";
import { refuseForged, type WebhookSecrets } from "./verify-webhook.js";

export type WebhookDependencies = NotifyDependencies & {
  /** If none is usable, everything is refused. */
  secrets: WebhookSecrets;
  log: Log;
};

type WebhookRequest = {
  method: string;
  header(name: string): string | undefined;
  /** Absent when there was no body. */
  rawBody?: Buffer;
};

export type WebhookAnswer = { status: number; message: string };

const MAX_BYTES = 64 * 1024;

const referenceSchema = z.string().regex(/^[\x21-\x7e]{1,100}$/);
const bodySchema = z
  .object({
    id: checkoutIdSchema,
    orderId: orderIdSchema.nullable().catch(null),
    referenceId: z.unknown().optional(),
    status: z.string().catch(""),
  })
  .transform(({ id: checkoutId, orderId, referenceId = null, status }) => ({
    checkoutId,
    orderId,
    referenceId: referenceSchema.safeParse(referenceId).data,
    isPending: referenceId === null && normaliseStatus(status) === "PENDING",
  }));
type Announced = z.infer<typeof bodySchema>;

/**
 * Receives one delivery. Its body only says which checkout may have changed; the vendor is asked, unless the body says
 * a PENDING that we know. What could not be stored is answered 503, and the vendor delivers it again.
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export function receiveWebhook(deps: WebhookDependencies, request: WebhookRequest): Promise<WebhookAnswer> {
  return asCanonicalLine(deps.log, () => answerDelivery(deps, request));
}

async function answerDelivery(deps: WebhookDependencies, request: WebhookRequest): Promise<WebhookAnswer> {
  const { log } = deps;
  const { verifiers, unusable } = deps.secrets;
  const { method, rawBody = Buffer.alloc(0) } = request;
  // Reported while the vendor still signs with the other secret.
  if (unusable > 0) log.error("webhook.secret_unusable", { unusable, usable: verifiers.length });
  if (method !== "POST") {
    // A browser or a scanner, no failure of ours.
    log.info("webhook.not_posted", { status: 405 });
    return { status: 405, message: "POST only" };
  }
  if (rawBody.length > MAX_BYTES) return refuseDelivery(log, 413, "too_large");
  if (verifiers.length === 0) {
    log.error("webhook.not_configured", {
      remedy: "set POINTCHECKOUT_WEBHOOK_SECRETS to the endpoint's secret from the vendor's portal",
    });
    return { status: 503, message: "not configured" };
  }
  const forged = refuseForged(verifiers, {
    id: request.header("message-id"),
    timestamp: request.header("message-timestamp"),
    signature: request.header("message-signature"),
    rawBody,
  });
  if (forged) return refuseDelivery(log, 401, forged);
  const announced = readBody(rawBody);
  if (!announced) return refuseDelivery(log, 400, "unreadable");
  try {
    return await passOn(deps, announced);
  } catch (error) {
    const { checkoutId, orderId } = announced;
    log.error("webhook.not_stored", { checkoutId, orderId, reason: reasonOf(error) }, error);
    return { status: 503, message: "not stored, deliver again" };
  }
}

function refuseDelivery(log: Log, status: number, reason: string): WebhookAnswer {
  // What an unverified sender wrote is not logged.
  log.warn("webhook.refused", { status, reason });
  return { status, message: reason };
}

function readBody(rawBody: Buffer): Announced | null {
  try {
    return bodySchema.safeParse(JSON.parse(rawBody.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

async function passOn(
  deps: WebhookDependencies,
  { referenceId, isPending, ...about }: Announced,
): Promise<WebhookAnswer> {
  const { checkoutId, orderId } = about;
  if (isPending && orderId !== null && (await isKnown(deps, orderId, checkoutId))) {
    deps.log.info("webhook.known", about);
    return { status: 200, message: "known" };
  }
  const touch: Touch = { by: "webhook", ...(referenceId === undefined ? {} : { referenceId }) };
  switch (await notifyCheckout(deps, about, touch)) {
    case "touched":
      deps.log.info("webhook.touched", about);
      return { status: 200, message: "touched" };
    case "not_ours":
      // Delivering it again would change nothing; the audit reports it.
      deps.log.warn("webhook.not_ours", about);
      return { status: 200, message: "not ours" };
    case "too_early":
      deps.log.warn("webhook.too_early", about);
      return { status: 503, message: "this order's link is being made, deliver again" };
  }
}

/** An unreadable order is left to a read. */
async function isKnown({ orders }: WebhookDependencies, orderId: string, checkoutId: CheckoutId) {
  const isUnreadable = (error: unknown) => error instanceof OrderUnreadableError;
  const order = (await nullWhen(isUnreadable, orders.read(orderId)))?.order ?? null;
  return order !== null && !isPendingRelevant(order, checkoutId);
}

/**
 * Whether a notification that a checkout is PENDING needs a read. It does not if the vendor's last answer said PENDING
 * and nothing is odd since, or if the order's link is being made: the lease's holder records its status.
 * It does if we know the link as ended or authorized (the vendor may have opened it again), or if a pending request
 * has no lease (the search is due now).
 */
export function isPendingRelevant(order: Order, checkoutId: CheckoutId): boolean {
  const attempt = order.attempts[checkoutId];
  if (!attempt) return leasedRequest(order) === null;
  const { status, providerStatus, anomaly, failedAt } = attempt;
  const isKnown = status === "PENDING" && normaliseStatus(providerStatus) === "PENDING";
  return !isKnown || anomaly !== null || failedAt !== null;
}

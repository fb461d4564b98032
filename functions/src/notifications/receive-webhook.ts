import * as z from "zod";
import { type CheckoutId, checkoutIdSchema } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import { checkoutOf, type Order } from "../orders/model/order.js";
import { orderIdSchema } from "../orders/model/order-id.js";
import { awaitsLink, leasedRequest } from "../orders/model/request.js";
import { askForSearch } from "../orders/store/change-order.js";
import { OrderUnreadableError } from "../orders/store/order-document.js";
import type { OrderStore } from "../orders/store/order-store.js";
import { normaliseStatus } from "../pointcheckout/responses.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import type { Log, LogFields } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { touchCheckout } from "./touch-checkout.js";
import { refuseForged, type WebhookSecrets } from "./verify-webhook.js";

export type WebhookDependencies = {
  orders: Pick<OrderStore, "read" | "commit">;
  checkouts: Pick<CheckoutStore, "touch" | "restore">;
  /** If none is usable, everything is refused. */
  secrets: WebhookSecrets;
  log: Log;
};

type WebhookRequest = {
  method: string;
  header: (name: string) => string | undefined;
  rawBody: Buffer;
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
    /** PENDING and no payment named. */
    isPending: referenceId === null && normaliseStatus(status) === "PENDING",
  }));
type Announced = z.infer<typeof bodySchema>;

/**
 * Receives one delivery. Its body only says which checkout may have changed; the vendor is asked, unless the body says
 * a PENDING that we know. What could not be stored is answered 503, and the vendor delivers it again. Each delivery is
 * one log line.
 * @see docs/api.md, "pointcheckoutWebhook"
 */
export function receiveWebhook(deps: WebhookDependencies, request: WebhookRequest): Promise<WebhookAnswer> {
  return asCanonicalLine(deps.log, () => answer(deps, request));
}

async function answer(deps: WebhookDependencies, request: WebhookRequest): Promise<WebhookAnswer> {
  const { log } = deps;
  const { verifiers, unusable } = deps.secrets;
  const { method, header, rawBody } = request;
  // Reported while the vendor still signs with the other secret.
  if (unusable > 0) log.error("webhook.secret_unusable", { unusable, usable: verifiers.length });
  if (method !== "POST") {
    // A browser or a scanner, no failure of ours.
    log.info("webhook.not_posted", { status: 405 });
    return { status: 405, message: "POST only" };
  }
  if (rawBody.length > MAX_BYTES) return refuse(log, 413, "too_large");
  if (verifiers.length === 0) {
    log.error("webhook.not_configured", {
      remedy: "set POINTCHECKOUT_WEBHOOK_SECRETS to the endpoint's secret from the vendor's portal",
    });
    return { status: 503, message: "not configured" };
  }
  const forged = refuseForged(verifiers, {
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
    const { checkoutId, orderId } = announced;
    log.error("webhook.not_stored", { checkoutId, orderId, reason: reasonOf(error) }, error);
    return { status: 503, message: "not stored, deliver again" };
  }
}

function refuse(log: Log, status: number, reason: string): WebhookAnswer {
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

async function passOn(deps: WebhookDependencies, announced: Announced): Promise<WebhookAnswer> {
  const { checkoutId, orderId, referenceId, isPending } = announced;
  const touch: Touch = { by: "webhook", ...(referenceId === undefined ? {} : { referenceId }) };
  const about = { checkoutId, orderId };
  if (isPending && orderId !== null && (await isKnown(deps, orderId, checkoutId))) {
    deps.log.info("webhook.known", about);
    return { status: 200, message: "known" };
  }
  if ((await touchCheckout(deps, checkoutId, touch)) === "touched") return touched(deps.log, about);
  if (orderId === null) return notOurs(deps.log, about);
  // The notification may arrive before the answer to our request.
  const snapshot = await deps.orders.read(orderId);
  const { order } = snapshot;
  const known = order && checkoutOf(order, checkoutId);
  if (known) {
    await touchCheckout(deps, checkoutId, touch, known);
    return touched(deps.log, about);
  }
  if (!order || !awaitsLink(order)) return notOurs(deps.log, about);
  await askForSearch(deps.orders, snapshot, "webhook");
  deps.log.warn("webhook.too_early", about);
  return { status: 503, message: "this order's link is being made, deliver again" };
}

/** An unreadable order is left to a read. */
async function isKnown({ orders }: WebhookDependencies, orderId: string, checkoutId: CheckoutId) {
  try {
    const { order } = await orders.read(orderId);
    return order !== null && !isPendingRelevant(order, checkoutId);
  } catch (error) {
    if (error instanceof OrderUnreadableError) return false;
    throw error;
  }
}

/**
 * Whether a notification that a checkout is PENDING needs a read. It does not if the vendor's last answer said PENDING
 * and nothing is odd since, or if the order's link is being made: the lease's holder records its status.
 * It does if we know the link as ended or authorised (the vendor may have opened it again), or if a pending request
 * has no lease (the search is due now).
 */
export function isPendingRelevant(order: Order, checkoutId: CheckoutId): boolean {
  const attempt = order.attempts[checkoutId];
  if (!attempt) return leasedRequest(order) === null;
  const { status, providerStatus, anomaly, failedAt } = attempt;
  const isKnown = status === "PENDING" && normaliseStatus(providerStatus) === "PENDING";
  return !isKnown || anomaly !== null || failedAt !== null;
}

function touched(log: Log, about: LogFields): WebhookAnswer {
  log.info("webhook.touched", about);
  return { status: 200, message: "touched" };
}

/** Delivering it again would change nothing; the audit reports it. */
function notOurs(log: Log, about: LogFields): WebhookAnswer {
  log.warn("webhook.not_ours", about);
  return { status: 200, message: "not ours" };
}

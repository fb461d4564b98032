import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { Touch } from "../../src/checkouts/checkout-store.js";
import { receiveWebhook, type WebhookDependencies } from "../../src/notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../src/notifications/verify-webhook.js";
import type { Order, OrderPatch } from "../../src/orders/model/order.js";
import type { OrderSnapshot } from "../../src/orders/store/order-store.js";
import type { Log } from "../../src/shared/log.js";
import { anOrder, FIRST } from "../fixtures/orders.js";
import { memoryStores } from "../memory/memory-stores.js";
import { newWebhookSecret, type Signing, signWebhook } from "./sign-webhook.js";
import { silentLog } from "./silent-log.js";

export const endpointSecret = newWebhookSecret("the-first-secret-of-the-endpoint");

/** A delivery; unless it says otherwise, a signed one about the first link. */
export type Sent = Partial<Signing> & {
  method?: string;
  body?: string;
  /** Beside or in place of the signature's. */
  headers?: Record<string, string | undefined>;
};

/** The endpoint in front of one order in memory, whose checkouts are known. It keeps what it reads and writes. */
export function aWebhookEndpoint(
  order: Order | null = anOrder(),
  { configured = endpointSecret, log = silentLog }: { configured?: string | undefined; log?: Log } = {},
) {
  const { database, orders, checkouts } = memoryStores(30, log);
  if (order) database.putWithCheckouts(order);
  const reads: OrderSnapshot[] = [];
  const wrote: ({ checkoutId: CheckoutId; touch: Touch } | { patch: OrderPatch })[] = [];
  const deps: WebhookDependencies = {
    secrets: parseWebhookSecrets(configured),
    log,
    checkouts: {
      restore: (checkout) => checkouts.restore(checkout),
      touch: async (checkoutId, touch) => {
        const outcome = await checkouts.touch(checkoutId, touch);
        if (outcome === "touched") wrote.push({ checkoutId, touch });
        return outcome;
      },
    },
    orders: {
      read: async (orderId) => {
        const snapshot = await orders.read(orderId);
        reads.push(snapshot);
        return snapshot;
      },
      commit: (snapshot, write) => {
        wrote.push({ patch: write.patch });
        return orders.commit(snapshot, write);
      },
    },
  };
  const deliver = (sent: Sent = {}) => {
    const {
      method = "POST",
      body = JSON.stringify({ id: FIRST, orderId: "ORD-1" }),
      headers,
      ...signing
    } = sent;
    const all: Sent["headers"] = {
      ...signWebhook(body, { secrets: [endpointSecret], ...signing }),
      ...headers,
    };
    return receiveWebhook(deps, { method, header: (name) => all[name], rawBody: Buffer.from(body) });
  };
  return { database, deps, reads, wrote, deliver };
}

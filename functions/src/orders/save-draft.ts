import { isSameAmount, isSameContent, type OrderContent, pickContent } from "./content.js";
import { LinkError } from "./link-error.js";
import type { Order } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent } from "./order-event.js";
import type { OrderSnapshot, OrderStore } from "./order-store.js";
import { newOrder, refuseRedacted } from "./plan-creation.js";

export type SavedDraft = { orderId: string; status: Order["status"] };

/**
 * Stores an order as a DRAFT, or replaces one that has never had a link. The same content again changes nothing.
 *
 * @throws LinkError `already-exists` when the order has gone further than a draft, `failed-precondition` when its
 * personal data has been erased
 */
export async function saveDraft(
  orders: OrderStore,
  { orderId, content, livemode }: { orderId: string; content: OrderContent; livemode: boolean },
): Promise<SavedDraft> {
  for (;;) {
    const snapshot = await orders.read(orderId);
    const { order } = snapshot;
    if (order) refuseRedacted(order);
    if (order && isSameContent(order, content)) {
      return { orderId, status: order.status };
    }
    if (order && order.status !== "DRAFT") {
      throw new LinkError(
        "already-exists",
        `Order ${orderId} is ${order.status} and no longer a draft. Use createPaymentLink for a further link, or another orderId.`,
      );
    }
    if (order && order.unconfirmed.length > 0 && !isSameAmount(order.amount, content.amount)) {
      throw new LinkError(
        "already-exists",
        `Order ${orderId} may have had a payment link with another amount. Use another orderId for another amount.`,
      );
    }
    const base = order ? {} : newOrder(orderId, content, snapshot.readTime);
    const createdAt = order?.createdAt ?? snapshot.readTime;
    const patch = { ...base, ...pickContent(content), createdAt, status: "DRAFT" as const, livemode };
    if (await orders.commit(snapshot, { patch, events: [drafted(snapshot, content)] })) {
      return { orderId, status: "DRAFT" };
    }
  }
}

function drafted({ order, readTime }: OrderSnapshot, content: OrderContent): OrderEvent {
  const type = "order.drafted";
  return {
    type,
    from: order?.status ?? "DRAFT",
    to: "DRAFT",
    at: readTime,
    source: "operator",
    checkoutId: null,
    amount: content.amount,
    totalRefundedMinor: null,
    detail: null,
    visibility: EVENT_VISIBILITY[type],
  };
}

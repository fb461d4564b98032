import { changeOrder } from "./change-order.js";
import { addMilliseconds } from "./instant.js";
import { LATE_SEARCH_MS, type Obtained } from "./obtain-links.js";
import { type Creation, deriveNextCheckAt } from "./order.js";
import type { OrderStore } from "./order-store.js";
import { noteUnconfirmed } from "./unconfirmed.js";

/**
 * Sees to a link that was made, or may have been made, after another caller had taken over the lease. The order may
 * have another link by now, so it is not recorded here: the order is to be searched for it, and the search adopts it
 * or takes it back.
 */
export async function leaveToSearch(
  orders: OrderStore,
  orderId: string,
  { requestId, attempt }: Pick<Creation, "requestId" | "attempt">,
  { remotes, unconfirmed: lost }: Obtained,
): Promise<void> {
  await changeOrder(orders, await orders.read(orderId), ({ order, readTime }) => {
    if (order === null) return null;
    // An answer that was lost may have been another link than the one that was found.
    if (lost === null && remotes.every(({ id }) => id in order.attempts)) return null;
    const searchAt = addMilliseconds(readTime, LATE_SEARCH_MS);
    const unconfirmed = noteUnconfirmed(order, requestId, { requestId, attempt, searchAt });
    return { patch: { unconfirmed, nextCheckAt: deriveNextCheckAt({ ...order, unconfirmed }) } };
  });
}

import { addMilliseconds } from "../../shared/instant.js";
import { type LinkRequest, withRequest } from "../model/request.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderStore } from "../store/order-store.js";
import { LATE_SEARCH_MS, type Obtained } from "./obtain-links.js";

/**
 * We lost the lease but may have created a link: schedules a search for it. The order may have another link by now, so
 * the search adopts it or cancels it.
 */
export async function deferToSweep(
  orders: OrderStore,
  orderId: string,
  request: LinkRequest,
  { remotes, unanswered: lost }: Obtained,
): Promise<void> {
  await changeOrder(orders, await orders.read(orderId), ({ order, readTime: at }) => {
    if (order === null) return null;
    // An answer that was lost may have been another link than the one that was found.
    if (lost === null && remotes.every(({ id }) => id in order.attempts)) return null;
    const { requestId } = request;
    const held = order.requests.find((one) => one.requestId === requestId);
    // Whoever has the lease now finds it, or leaves the lease behind.
    if (held?.lease) return null;
    const entry = { ...request, lease: null, searchAt: addMilliseconds(at, LATE_SEARCH_MS) };
    return { patch: { requests: withRequest(order, requestId, entry) }, cause: { at, source: "creation" } };
  });
}

import { addMilliseconds } from "../../shared/instant.js";
import { type LinkRequest, withRequest } from "../model/request.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderStore } from "../store/order-store.js";
import { LATE_SEARCH_MS, type Obtained } from "./obtain-links.js";

/** We lost the lease but may have created a link: schedules a search, which adopts or cancels it. */
export async function deferToSweep(
  orders: OrderStore,
  orderId: string,
  request: LinkRequest,
  { remotes, unanswered: lost }: Obtained,
): Promise<void> {
  await changeOrder(orders, await orders.read(orderId), ({ order, readTime: at }) => {
    if (order === null) return null;
    // A lost answer may have been another link than the one found.
    if (lost === null && remotes.every(({ id }) => id in order.attempts)) return null;
    const { requestId } = request;
    const held = order.requests.find((one) => one.requestId === requestId);
    // Whoever holds the lease now finds the link.
    if (held?.lease) return null;
    const entry = { ...request, lease: null, searchAt: addMilliseconds(at, LATE_SEARCH_MS) };
    return { patch: { requests: withRequest(order, requestId, entry) }, cause: { at, source: "creation" } };
  });
}

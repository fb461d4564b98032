import type { Source } from "../../checkouts/source.js";
import { OrderError } from "../model/order-error.js";
import { searchAtOnce } from "../model/request.js";
import type { OrderSnapshot, OrderStore, OrderWrite } from "./order-store.js";

type Changeable = Pick<OrderStore, "read" | "commit">;

const MAX_ROUNDS = 12;

/**
 * Writes what `decide` says of the newest version, if the order is unchanged; otherwise reads again and decides anew.
 * @param from the order's id, or a snapshot for the first round
 * @param decide what to write, or null; it may run several times
 * @returns `after` is `before` when nothing was to be written
 * @throws OrderError `aborted` when other writers were first {@link MAX_ROUNDS} times
 */
export async function changeOrder(
  orders: Changeable,
  from: string | OrderSnapshot,
  decide: (snapshot: OrderSnapshot) => OrderWrite | null | Promise<OrderWrite | null>,
): Promise<{ before: OrderSnapshot; after: OrderSnapshot; isWritten: boolean }> {
  let before = typeof from === "string" ? await orders.read(from) : from;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const write = await decide(before);
    if (write === null) return { before, after: before, isWritten: false };
    const after = await orders.commit(before, write);
    if (after) return { before, after, isWritten: true };
    before = await orders.read(before.orderId);
  }
  const message = `Order ${before.orderId} is being changed by too many at once. Call again.`;
  throw new OrderError("aborted", message);
}

/** Has the sweep search the vendor now for the order's requests, unless somebody holds a lease. */
export const askForSearch = (orders: Changeable, from: string | OrderSnapshot, source: Source) =>
  changeOrder(orders, from, ({ order, readTime: at }) => {
    const patch = order && searchAtOnce(order, at);
    return patch && { patch, cause: { at, source } };
  });

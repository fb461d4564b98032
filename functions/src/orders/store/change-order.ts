import { OrderError } from "../model/order-error.js";
import type { OrderSnapshot, OrderStore, OrderWrite } from "./order-store.js";

const MAX_ROUNDS = 12;

/**
 * Decides on the newest version of an order and writes on the condition that it is unchanged; otherwise reads again and
 * decides anew.
 * @param from the order's id, or a snapshot for the first round
 * @param decide what to write, or null; it may run several times
 * @returns `after` is `before` when nothing was to be written
 * @throws OrderError `aborted` when other writers were first {@link MAX_ROUNDS} times
 */
export async function changeOrder(
  orders: Pick<OrderStore, "read" | "commit">,
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
  throw new OrderError(
    "aborted",
    `Order ${before.orderId} is being changed by too many at once. Call again.`,
  );
}

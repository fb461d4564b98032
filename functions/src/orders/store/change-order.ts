import { OrderError } from "../model/order-error.js";
import type { OrderSnapshot, OrderStore, OrderWrite } from "./order-store.js";

const MAX_ROUNDS = 12;

/** `before`: the version that was decided on. `after`: the order as written, or `before` when nothing was to be written. */
export type ChangedOrder = { before: OrderSnapshot; after: OrderSnapshot; isWritten: boolean };

/**
 * Decides on the freshest version of an order and writes the decision on the condition that the order is still that
 * version; otherwise reads it again and decides anew. The first round uses the snapshot at hand, so that an
 * uncontended change costs no second read.
 *
 * @param decide gives what to write, or null when there is nothing to do; may run several times, so it has no effects
 * @throws OrderError `aborted` when other writers were first {@link MAX_ROUNDS} times in a row
 */
export async function changeOrder(
  orders: Pick<OrderStore, "read" | "commit">,
  snapshot: OrderSnapshot,
  decide: (snapshot: OrderSnapshot) => OrderWrite | null,
): Promise<ChangedOrder> {
  let before = snapshot;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const write = decide(before);
    if (write === null) return { before, after: before, isWritten: false };
    const after = await orders.commit(before, write);
    if (after) return { before, after, isWritten: true };
    before = await orders.read(snapshot.orderId);
  }
  throw new OrderError(
    "aborted",
    `Order ${snapshot.orderId} is being changed by too many at once. Call again.`,
  );
}

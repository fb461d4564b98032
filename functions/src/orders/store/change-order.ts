import { OrderError } from "../model/order-error.js";
import type { ExistingOrder, OrderSnapshot, OrderStore, OrderWrite } from "./order-store.js";

const MAX_ROUNDS = 12;

/**
 * Decides on the freshest version of an order and writes the decision on the condition that the order is still that
 * version; otherwise reads it again and decides anew. The first round uses the snapshot at hand, so that an
 * uncontended change costs no second read.
 *
 * @param decide gives what to write, or null when there is nothing to do; may run several times
 * @returns the order as written, or null when nothing was
 * @throws when other writers were first {@link MAX_ROUNDS} times in a row
 */
export async function changeOrder(
  orders: Pick<OrderStore, "read" | "commit">,
  snapshot: OrderSnapshot,
  decide: (snapshot: OrderSnapshot) => OrderWrite | null,
): Promise<ExistingOrder | null> {
  let fresh = snapshot;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const write = decide(fresh);
    if (write === null) return null;
    const written = await orders.commit(fresh, write);
    if (written) return written;
    fresh = await orders.read(snapshot.orderId);
  }
  throw new OrderError(
    "aborted",
    `Order ${snapshot.orderId} is being changed by too many at once. Call again.`,
  );
}

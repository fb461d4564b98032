import type { Operator } from "../orders/model/operation.js";
import { OrderError } from "../orders/model/order-error.js";
import type { OrderArchive, OrderStore } from "../orders/store/order-store.js";
import type { Log } from "../shared/log.js";
import { planRedaction } from "./plan-redaction.js";

export type RedactDependencies = {
  orders: Pick<OrderStore, "read" | "commit"> & Pick<OrderArchive, "beneath">;
  log: Log;
};

const MAX_ROUNDS = 12;

/**
 * Erases an order's personal data in one write. Safe to repeat.
 * @returns whether there was something to erase
 * @throws OrderError `not-found`; `failed-precondition` while the order is open; `aborted`
 */
export async function redactOrder(
  { orders, log }: RedactDependencies,
  orderId: string,
  operator: Operator,
): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const snapshot = await orders.read(orderId);
    // A later event changes the order, so that the commit fails.
    const write = planRedaction(snapshot, await orders.beneath(orderId), operator);
    if (write === null) return false;
    if (await orders.commit(snapshot, write)) {
      log.info("order.redacted", { orderId, by: operator.uid });
      return true;
    }
  }
  throw new OrderError("aborted", `Order ${orderId} is being changed by too many at once. Try again.`);
}

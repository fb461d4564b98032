import type { Operator } from "../orders/model/order-event.js";
import { changeOrder } from "../orders/store/change-order.js";
import type { OrderArchive, OrderStore } from "../orders/store/order-store.js";
import type { Log } from "../shared/log.js";
import { planRedaction } from "./plan-redaction.js";

type RedactDependencies = {
  orders: Pick<OrderStore, "read" | "commit"> & Pick<OrderArchive, "beneath">;
  log: Log;
};

/** Safe to repeat. @throws OrderError `not-found`; `failed-precondition` while the order is open; `aborted` */
export async function redactOrder({ orders, log }: RedactDependencies, orderId: string, operator: Operator) {
  // The events are numbered by the order: one that is written after `beneath` makes the commit fail.
  const { isWritten } = await changeOrder(orders, orderId, async (snapshot) =>
    planRedaction(snapshot, await orders.beneath(orderId), operator),
  );
  if (isWritten) log.info("order.redacted", { orderId, by: operator.uid });
  return isWritten;
}

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { CheckoutStore } from "../../checkouts/checkout-store.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import type { Log } from "../../shared/log.js";
import type { Operator } from "../model/operation.js";
import type { Order } from "../model/order.js";
import { NO_SUCH_ORDER, OrderError } from "../model/order-error.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderStore } from "../store/order-store.js";
import { type ImportSettings, importedOrderId, planImport } from "./plan-import.js";
import { readNow } from "./vendor-failure.js";

export type ImportedCheckout = Pick<Order, "orderId" | "status" | "problem"> & { checkoutId: CheckoutId };

export type ImportDependencies = {
  orders: Pick<OrderStore, "read" | "commit">;
  checkouts: Pick<CheckoutStore, "read">;
  pointcheckout: Pick<PointCheckoutClient, "getCheckout">;
  settings: ImportSettings;
  log: Log;
};

/**
 * Adopts a checkout that was made without us as an order, in one write. Safe to repeat.
 * @throws OrderError `not-found`, `unavailable`, and as {@link planImport}
 */
export async function importCheckout(
  deps: ImportDependencies,
  checkoutId: CheckoutId,
  operator: Operator,
): Promise<ImportedCheckout> {
  const { orders, checkouts, settings, log } = deps;
  const orderId = importedOrderId(await getCheckout(deps, checkoutId));
  const known = await checkouts.read(checkoutId);
  if (known && known.orderId !== orderId) {
    const message = `This checkout belongs to order ${known.orderId} here. It is not imported.`;
    throw new OrderError("failed-precondition", message, [{ path: "orderId", message }]);
  }
  const before = await orders.read(orderId);
  // Read again: an observation must not be older than the read of the order.
  const remote = await getCheckout(deps, checkoutId);
  const { after, isWritten } = await changeOrder(orders, before, (snapshot) =>
    planImport(snapshot, remote, before.readTime, settings, operator),
  );
  if (isWritten) log.info("checkout.imported", { orderId, checkoutId });
  const { order } = after;
  if (!order) throw new OrderError("not-found", NO_SUCH_ORDER);
  return { orderId, checkoutId, status: order.status, problem: order.problem };
}

function getCheckout({ pointcheckout }: ImportDependencies, checkoutId: CheckoutId): Promise<RemoteCheckout> {
  return readNow(async () => {
    try {
      return await pointcheckout.getCheckout(checkoutId);
    } catch (error) {
      const isUnknown =
        error instanceof PointCheckoutError && (error.kind === "rejected" || error.kind === "not_found");
      if (!isUnknown) throw error;
      throw new OrderError("not-found", "PointCheckout does not know this checkout.", undefined, {
        cause: error,
      });
    }
  });
}

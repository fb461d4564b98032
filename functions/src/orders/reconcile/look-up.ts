import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { type Order, requireOrder } from "../model/order.js";
import { look, type ReconcileDependencies } from "./reconcile.js";

/** Reads a checkout at the vendor now. @returns `isSeen`: it has answered @throws OrderError `not-found` */
export async function lookUp(
  deps: ReconcileDependencies,
  orderId: string,
  checkoutId: CheckoutId,
): Promise<{ order: Order; isSeen: boolean }> {
  const before = await deps.orders.read(orderId);
  const { order, failure } = await look(deps, before, checkoutId, "operator");
  const present = requireOrder(order);
  const outcome = failure ? "failed" : "seen";
  deps.log.info("checkout.looked_up", { orderId, checkoutId, outcome, reason: failure?.message });
  return { order: present, isSeen: failure === null };
}

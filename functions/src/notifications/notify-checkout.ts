import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import { checkoutOf } from "../orders/model/order.js";
import { askForSearch } from "../orders/store/change-order.js";
import type { OrderStore } from "../orders/store/order-store.js";

export type NotifyDependencies = {
  checkouts: Pick<CheckoutStore, "touch" | "restore">;
  orders: Pick<OrderStore, "read" | "commit">;
};

/**
 * Touches the checkout that a notification names. A deleted one is created again from its order's attempt.
 * @returns `too_early`: the order's link is searched for, and the notification must be repeated
 * @throws when the touch could not be stored: the notification must not be acknowledged
 */
export async function notifyCheckout(
  { checkouts, orders }: NotifyDependencies,
  { checkoutId, orderId }: { checkoutId: CheckoutId; orderId: string | null },
  touch: Touch,
): Promise<"touched" | "not_ours" | "too_early"> {
  if ((await checkouts.touch(checkoutId, touch)) === "touched") return "touched";
  if (orderId === null) return "not_ours";
  // The notification may arrive before the answer to our request.
  const snapshot = await orders.read(orderId);
  const { order } = snapshot;
  if (!order) return "not_ours";
  const known = checkoutOf(order, checkoutId);
  if (known) {
    await checkouts.restore(known);
    await checkouts.touch(checkoutId, touch);
    return "touched";
  }
  await askForSearch(orders, snapshot, touch.by);
  // A link that the last search did not find is searched for once more, but it may be somebody else's.
  return order.requests.some(({ searchAt }) => searchAt !== null) ? "too_early" : "not_ours";
}

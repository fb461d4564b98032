import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import { checkoutOf } from "../orders/model/order.js";
import { askForSearch } from "../orders/store/change-order.js";
import type { OrderStore } from "../orders/store/order-store.js";

type TouchDependencies = { checkouts: Pick<CheckoutStore, "touch" | "restore"> };

export type NotifyDependencies = TouchDependencies & { orders: Pick<OrderStore, "read" | "commit"> };

/**
 * Touches the checkout that a notification names. A deleted one is created again from its order's attempt.
 * @returns `too_early`: the order's link is searched for, and the notification must be repeated
 * @throws when the touch could not be stored: the notification must not be acknowledged
 */
export async function notifyCheckout(
  deps: NotifyDependencies,
  { checkoutId, orderId }: { checkoutId: CheckoutId; orderId: string | null },
  touch: Touch,
): Promise<"touched" | "not_ours" | "too_early"> {
  if ((await touchCheckout(deps, checkoutId, touch)) === "touched") return "touched";
  if (orderId === null) return "not_ours";
  // The notification may arrive before the answer to our request.
  const snapshot = await deps.orders.read(orderId);
  const { order } = snapshot;
  const known = order && checkoutOf(order, checkoutId);
  if (known) {
    await touchCheckout(deps, checkoutId, touch, known);
    return "touched";
  }
  if (!order) return "not_ours";
  await askForSearch(deps.orders, snapshot, touch.by);
  // A link that the last search did not find is searched for once more, but it may be somebody else's.
  return order.requests.some(({ searchAt }) => searchAt !== null) ? "too_early" : "not_ours";
}

/**
 * Says that a checkout may have changed; its trigger asks the vendor. "unknown": the checkout is not ours.
 * @param known the checkout as its order knows it, to be created again if it was deleted
 */
export async function touchCheckout(
  { checkouts }: TouchDependencies,
  checkoutId: CheckoutId,
  touch: Touch,
  known: NewCheckout | null = null,
): Promise<"touched" | "unknown"> {
  const outcome = await checkouts.touch(checkoutId, touch);
  if (outcome === "touched" || known === null) return outcome;
  await checkouts.restore(known);
  return checkouts.touch(checkoutId, touch);
}

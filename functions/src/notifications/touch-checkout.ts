import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";

/**
 * The one thing that any notification does: say that a checkout may have changed. Its trigger asks the vendor. Whoever
 * was notified says in the log what came of it.
 *
 * @returns "unknown" when the checkout is none of ours
 * @throws when the touch could not be stored: the notification must not be acknowledged then
 */
export async function touchCheckout(
  { checkouts }: { checkouts: Pick<CheckoutStore, "touch"> },
  checkoutId: CheckoutId,
  touch: Touch,
): Promise<"touched" | "unknown"> {
  return checkouts.touch(checkoutId, touch);
}

import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import type { Log } from "../shared/log.js";

/**
 * The one thing that any notification does: say that a checkout may have changed. Its trigger asks the vendor.
 *
 * @returns "unknown" when the checkout is none of ours
 * @throws when the touch could not be stored: the notification must not be acknowledged then
 */
export async function touchCheckout(
  { checkouts, log }: { checkouts: Pick<CheckoutStore, "touch">; log: Log },
  checkoutId: CheckoutId,
  touch: Touch,
): Promise<"touched" | "unknown"> {
  const outcome = await checkouts.touch(checkoutId, touch);
  log.info(`checkout.${outcome}`, { checkoutId, by: touch.by });
  return outcome;
}

import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";

/**
 * Says that a checkout may have changed; its trigger asks the vendor.
 * @param known the checkout as its order knows it, to be created again if it was deleted
 * @returns "unknown" when the checkout is not ours
 * @throws when the touch could not be stored: the notification must not be acknowledged
 */
export async function touchCheckout(
  { checkouts }: { checkouts: Pick<CheckoutStore, "touch" | "restore"> },
  checkoutId: CheckoutId,
  touch: Touch,
  known: NewCheckout | null = null,
): Promise<"touched" | "unknown"> {
  const outcome = await checkouts.touch(checkoutId, touch);
  if (outcome === "touched" || known === null) return outcome;
  await checkouts.restore(known);
  return checkouts.touch(checkoutId, touch);
}

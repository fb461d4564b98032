import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";

/**
 * The one thing that any notification does: say that a checkout may have changed. Its trigger asks the vendor. Whoever
 * was notified says in the log what came of it.
 *
 * @param known the checkout as its order knows it, to be made again should it have been deleted
 * @returns "unknown" when the checkout is not ours
 * @throws when the touch could not be stored: the notification must not be acknowledged then
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

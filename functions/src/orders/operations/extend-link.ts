import { type CreateLinkDependencies, createLink, type PaymentLink } from "../link/create-link.js";
import { type LinkCommand, requireReplaceable } from "../link/link-conditions.js";
import { JUST_BEGUN, planCreation } from "../link/plan-creation.js";
import type { Operator } from "../model/order-event.js";
import { changeOrder } from "../store/change-order.js";
import type { ExtendInput } from "./operation-input.js";
import { operationOnCheckout } from "./operation-on-checkout.js";

/**
 * Replaces an order's link by one that is valid for `expiresIn` minutes from now. A repeat completes a call that was
 * cut off.
 * @throws OrderError as {@link createLink}; `failed-precondition` for an order that never had a link
 */
export async function extendLink(
  deps: CreateLinkDependencies,
  { orderId, expiresIn }: ExtendInput,
  operator: Operator,
): Promise<PaymentLink> {
  const command: LinkCommand = { orderId, expiresIn, content: null, customerUid: null };
  const missing = "no payment link to extend. Use createPaymentLink.";
  await changeOrder(deps.orders, orderId, (snapshot) => {
    const { order, checkoutId, leased } = requireReplaceable(snapshot.order, missing);
    const { kind } = planCreation(snapshot, command, deps.settings, JUST_BEGUN);
    // A repeat finds the link made, or being made.
    if (kind === "return-link" || leased?.expiresIn === expiresIn) return null;
    const detail = `expires_in_${expiresIn}`;
    return operationOnCheckout(order, checkoutId, snapshot.readTime, "operation.extend", operator, detail);
  });
  return createLink(deps, command);
}

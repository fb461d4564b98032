import { type CreateLinkDependencies, createLink, type PaymentLink } from "../link/create-link.js";
import type { LinkCommand, LinkSettings } from "../link/link-conditions.js";
import type { Operator } from "../model/order-event.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderSnapshot, OrderWrite } from "../store/order-store.js";
import type { ExtendInput } from "./operation-input.js";
import { operationOnCheckout } from "./operation-on-checkout.js";
import { firstStep, requireReplaceable } from "./replaceable-link.js";

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
  await changeOrder(deps.orders, orderId, (snapshot) =>
    recordExtension(snapshot, command, deps.settings, operator),
  );
  return createLink(deps, command);
}

/** Null when a repeat finds the link made, or being made. Pure. */
export function recordExtension(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  operator: Operator,
): OrderWrite | null {
  const missing = "no payment link to extend. Use createPaymentLink.";
  const { order, checkoutId, leased } = requireReplaceable(snapshot, missing);
  const { kind } = firstStep(snapshot, command, settings);
  if (kind === "return-link" || leased?.expiresIn === command.expiresIn) return null;
  const detail = `expires_in_${command.expiresIn}`;
  return operationOnCheckout(order, checkoutId, snapshot.readTime, "operation.extend", operator, detail);
}

import { type CreateLinkDependencies, createLink, type PaymentLink } from "../link/create-link.js";
import type { LinkCommand, LinkSettings } from "../link/link-command.js";
import { type Operator, operationFact } from "../model/operation.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderSnapshot, OrderWrite } from "../store/order-store.js";
import { firstStep, requireReplaceable } from "./replaceable-link.js";

/**
 * Gives an order a link that is valid for `expiresIn` minutes from now: takes the present one back, and makes another.
 * Both are steps of creation, so that a call which was cut off at any point is completed by its repeat, and the old link
 * has ended before the new one is asked for.
 *
 * @throws OrderError as {@link createLink}; `failed-precondition` for an order that has never had a link
 */
export async function extendLink(
  deps: CreateLinkDependencies,
  { orderId, expiresIn }: { orderId: string; expiresIn: number },
  operator: Operator,
): Promise<PaymentLink> {
  const command: LinkCommand = { orderId, expiresIn, content: null, customerUid: null };
  await changeOrder(deps.orders, await deps.orders.read(orderId), (snapshot) =>
    recordExtension(snapshot, command, deps.settings, operator),
  );
  return createLink(deps, command);
}

/** What is written before anything is done; null when a repeat finds all done, or being done. Pure. */
export function recordExtension(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  operator: Operator,
): OrderWrite | null {
  const { readTime: at } = snapshot;
  const missing = "no payment link to extend. Use createPaymentLink.";
  const { checkoutId, leased } = requireReplaceable(snapshot, missing);
  const { kind } = firstStep(snapshot, command, settings);
  if (kind === "return-link") return null;
  if (leased?.expiresIn === command.expiresIn) return null;
  const detail = `expires_in_${command.expiresIn}`;
  const about = { checkoutId, detail };
  const facts = [operationFact("operation.extend", operator, about)];
  return { patch: {}, cause: { at, source: "operator" }, facts };
}

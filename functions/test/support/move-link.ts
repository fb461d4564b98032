import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import { linkInput } from "../fixtures/link-input.js";
import { type Link, linkFor } from "./callables.js";
import { orderInStatus, type StoredOrder, touch } from "./firestore.js";
import { vendor } from "./vendor.js";

/** Acts at the vendor and touches the checkout. @returns the order, once it has the status */
export async function moveLink(
  { orderId, checkoutId }: Pick<Link, "orderId" | "checkoutId">,
  action: Move,
  status: string,
  options: object = {},
): Promise<StoredOrder> {
  await vendor.actSilently(checkoutId, action, options);
  await touch(checkoutId);
  return orderInStatus(orderId, status);
}

export async function linkAfter(action: Move, status: string, input = linkInput()): Promise<Link> {
  const link = await linkFor(input);
  await moveLink(link, action, status);
  return link;
}

export const paidLink = (input = linkInput()): Promise<Link> => linkAfter("pay", "PAID", input);

/** A new link that was paid at the vendor, of which no notification has come. */
export async function unnoticedPaidLink(input = linkInput()): Promise<Link> {
  const link = await linkFor(input);
  await vendor.actSilently(link.checkoutId, "pay");
  return link;
}

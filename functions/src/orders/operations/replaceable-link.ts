import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { LinkCommand, LinkSettings } from "../link/link-command.js";
import { planCreation } from "../link/plan-creation.js";
import type { Attempt } from "../model/attempt.js";
import { type Order, presentAttempt, refuseStatus, requireOrder } from "../model/order.js";
import { type LinkRequest, leasedRequest } from "../model/request.js";
import type { OrderSnapshot } from "../store/order-store.js";

type Replaceable = {
  order: Order;
  checkoutId: CheckoutId | null;
  present: Attempt | null;
  leased: LinkRequest | null;
};

/** @param missing ends the refusal: "no payment link to extend. Use …" @throws OrderError */
export function requireReplaceable(snapshot: OrderSnapshot, missing: string): Replaceable {
  const order = requireOrder(snapshot.order);
  const [checkoutId = null, present = null] = presentAttempt(order) ?? [];
  const leased = leasedRequest(order);
  if (present || leased) return { order, checkoutId, present, leased };
  throw refuseStatus(order, `This order is ${order.status}: it has ${missing}`);
}

/** The step that a creation would begin with. @throws OrderError where no further link may be made */
export const firstStep = (snapshot: OrderSnapshot, command: LinkCommand, settings: LinkSettings) =>
  planCreation(snapshot, command, settings, { leaseId: "", confirmed: new Set(), searched: new Set() });

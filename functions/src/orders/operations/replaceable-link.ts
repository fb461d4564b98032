import type { LinkCommand, LinkSettings } from "../link/link-conditions.js";
import { planCreation } from "../link/plan-creation.js";
import { presentAttempt, refuseStatus, requireOrder } from "../model/order.js";
import { leasedRequest } from "../model/request.js";
import type { OrderSnapshot } from "../store/order-store.js";

/** @param missing ends the refusal: "no payment link to extend. Use …" @throws OrderError */
export function requireReplaceable(snapshot: OrderSnapshot, missing: string) {
  const order = requireOrder(snapshot.order);
  const checkoutId = presentAttempt(order)?.[0] ?? null;
  const leased = leasedRequest(order);
  if (checkoutId || leased) return { order, checkoutId, leased };
  throw refuseStatus(order, `This order is ${order.status}: it has ${missing}`);
}

/** The step that a creation would begin with. @throws OrderError where no further link may be made */
export const firstStep = (snapshot: OrderSnapshot, command: LinkCommand, settings: LinkSettings) =>
  planCreation(snapshot, command, settings, { leaseId: "", confirmed: new Set(), searched: new Set() });

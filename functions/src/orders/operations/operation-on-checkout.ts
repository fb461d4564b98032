import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { addMilliseconds, earliest, type Instant } from "../../shared/instant.js";
import type { Order } from "../model/order.js";
import { type Operator, operationFact } from "../model/order-event.js";
import type { OrderWrite } from "../store/order-store.js";
import { FIRST_CHECK } from "../transition/schedule.js";

/**
 * What is written before the vendor is asked to change a checkout. The sweep reads it soon: a call that is cut off after
 * the vendor has done so would leave a link that shows as open until the next regular read.
 */
export function operationOnCheckout(
  order: Order,
  checkoutId: CheckoutId | null,
  at: Instant,
  type: Parameters<typeof operationFact>[0],
  operator: Operator,
  detail: string | null = null,
): OrderWrite {
  const attempt = checkoutId === null ? undefined : order.attempts[checkoutId];
  const nextCheckAt = earliest([attempt?.nextCheckAt, addMilliseconds(at, FIRST_CHECK)]);
  const attempts = checkoutId && attempt ? { [checkoutId]: { ...attempt, nextCheckAt } } : {};
  const facts = [operationFact(type, operator, { checkoutId, detail })];
  return { patch: { attempts }, cause: { at, source: "operator" }, facts };
}

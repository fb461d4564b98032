import { EVENT_VISIBILITY, type OrderEvent, type OrderEventType } from "../../src/orders/order-event.js";
import { at } from "../fixtures/orders.js";

/** A fact as the contracts tell it. */
export const told = (type: OrderEventType): OrderEvent => ({
  type,
  from: "DRAFT",
  to: "PENDING",
  at: at(1),
  source: "creation",
  checkoutId: null,
  amount: { minor: 1000, currency: "AED", exponent: 2 },
  totalRefundedMinor: null,
  detail: null,
  visibility: EVENT_VISIBILITY[type],
});

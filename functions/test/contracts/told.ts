import {
  EVENT_VISIBILITY,
  type Fact,
  type OrderEvent,
  type OrderEventType,
} from "../../src/orders/model/order-event.js";
import { cause, content } from "./stores-under-test.js";

/** A fact as the contracts tell it. */
export const fact = (type: OrderEventType): Fact => ({ type });

/** The event that a store makes of it, on a draft. */
export const told = (type: OrderEventType): OrderEvent => ({
  type,
  from: "DRAFT",
  to: "DRAFT",
  ...cause,
  checkoutId: null,
  amount: content.amount,
  totalRefundedMinor: null,
  detail: null,
  visibility: EVENT_VISIBILITY[type],
});

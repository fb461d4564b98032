export {
  DECISIONS,
  type Decision,
  decisionsOf,
  PROBLEM_CODES,
  PROBLEMS,
  type ProblemCode,
} from "../../functions/src/orders/model/problems.js";
export type * from "./callable-types.js";
export * from "./callables.js";
export { type Connection, connect, type PointCheckoutOptions } from "./connection.js";
export type { ErrorListener, Unsubscribe } from "./keep-listening.js";
export { type NumberedEvent, onOrderEvents, orderEvents } from "./order-events.js";
export { orderDocumentId } from "./order-id.js";
export {
  countOrders,
  findOrders,
  type Heard,
  type OrderPage,
  onOrder,
  onOrders,
  readOrder,
  readOrders,
} from "./orders.js";
export type { OrderCursor, OrderFilter } from "./orders-query.js";
export { type PointCheckout, pointcheckout } from "./pointcheckout.js";
export { type FieldProblem, PointCheckoutError, type PointCheckoutErrorCode } from "./pointcheckout-error.js";
export type * from "./types.js";
export {
  EXPIRES_IN_MINUTES,
  ORDER_STATUSES,
  PAYMENT_METHODS,
} from "./types.js";

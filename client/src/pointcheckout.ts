import type { FirebaseApp } from "firebase/app";
import {
  cancelPaymentLink,
  capturePayment,
  createPaymentLink,
  extendPaymentLink,
  importCheckout,
  listBranches,
  refreshOrder,
  refundPayment,
  resolveProblem,
  runAudit,
  saveDraftOrder,
  sendPaymentLink,
} from "./callables.js";
import { type Connection, connect, type PointCheckoutOptions } from "./connection.js";
import { onOrderEvents, orderEvents } from "./order-events.js";
import { countOrders, findOrders, onOrder, onOrders, readOrder, readOrders } from "./orders.js";

const FUNCTIONS = {
  createPaymentLink,
  saveDraftOrder,
  refreshOrder,
  cancelPaymentLink,
  refundPayment,
  capturePayment,
  extendPaymentLink,
  sendPaymentLink,
  importCheckout,
  resolveProblem,
  listBranches,
  runAudit,
  onOrder,
  onOrders,
  readOrder,
  readOrders,
  countOrders,
  findOrders,
  orderEvents,
  onOrderEvents,
};
type Functions = typeof FUNCTIONS;

type Bound<Function> = Function extends (connection: Connection, ...args: infer Args) => infer Result
  ? (...args: Args) => Result
  : never;

/** All functions of this package for one app. It can stand wherever a {@link Connection} is asked for. */
export type PointCheckout = Connection & { readonly [Name in keyof Functions]: Bound<Functions[Name]> };

/**
 * All functions of this package for one app. An app that uses few of them imports those by name instead, with
 * {@link connect}: its bundle then holds nothing else.
 *
 * @example
 * const payments = pointcheckout(initializeApp(config), { region: "europe-west1" });
 * const { url } = await payments.createPaymentLink({ orderId: "ORD-1", amount: "12.50", currency: "AED", … });
 * const stop = payments.onOrder("ORD-1", (order) => show(order?.status));
 */
export function pointcheckout(app: FirebaseApp, options?: PointCheckoutOptions): PointCheckout {
  const connection = connect(app, options);
  const bound = Object.entries(FUNCTIONS).map(([name, work]) => [
    name,
    (work as (...args: unknown[]) => unknown).bind(null, connection),
  ]);
  return { ...connection, ...Object.fromEntries(bound) };
}

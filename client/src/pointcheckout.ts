import type { FirebaseApp } from "firebase/app";
import * as callables from "./callables.js";
import { type Connection, connect, type PointCheckoutOptions } from "./connection.js";
import { onOrderEvents, orderEvents } from "./order-events.js";
import { countOrders, findOrders, onOrder, onOrders, readOrder, readOrders } from "./orders.js";

type Bound<Function> = Function extends (connection: Connection, ...args: infer Args) => infer Result
  ? (...args: Args) => Result
  : never;

/** All functions of this package for one app. It can stand wherever a {@link Connection} is asked for. */
export type PointCheckout = Connection & {
  /** See {@link callables.createPaymentLink}. */
  readonly createPaymentLink: Bound<typeof callables.createPaymentLink>;
  /** See {@link callables.saveDraftOrder}. */
  readonly saveDraftOrder: Bound<typeof callables.saveDraftOrder>;
  /** See {@link callables.refreshOrder}. */
  readonly refreshOrder: Bound<typeof callables.refreshOrder>;
  /** See {@link callables.cancelPaymentLink}. */
  readonly cancelPaymentLink: Bound<typeof callables.cancelPaymentLink>;
  /** See {@link callables.refundPayment}. */
  readonly refundPayment: Bound<typeof callables.refundPayment>;
  /** See {@link callables.capturePayment}. */
  readonly capturePayment: Bound<typeof callables.capturePayment>;
  /** See {@link callables.extendPaymentLink}. */
  readonly extendPaymentLink: Bound<typeof callables.extendPaymentLink>;
  /** See {@link callables.sendPaymentLink}. */
  readonly sendPaymentLink: Bound<typeof callables.sendPaymentLink>;
  /** See {@link callables.importCheckout}. */
  readonly importCheckout: Bound<typeof callables.importCheckout>;
  /** See {@link callables.resolveProblem}. */
  readonly resolveProblem: Bound<typeof callables.resolveProblem>;
  /** See {@link callables.listBranches}. */
  readonly listBranches: Bound<typeof callables.listBranches>;
  /** See {@link callables.runAudit}. */
  readonly runAudit: Bound<typeof callables.runAudit>;
  /** See {@link onOrder}. */
  readonly onOrder: Bound<typeof onOrder>;
  /** See {@link onOrders}. */
  readonly onOrders: Bound<typeof onOrders>;
  /** See {@link readOrder}. */
  readonly readOrder: Bound<typeof readOrder>;
  /** See {@link readOrders}. */
  readonly readOrders: Bound<typeof readOrders>;
  /** See {@link countOrders}. */
  readonly countOrders: Bound<typeof countOrders>;
  /** See {@link findOrders}. */
  readonly findOrders: Bound<typeof findOrders>;
  /** See {@link orderEvents}. */
  readonly orderEvents: Bound<typeof orderEvents>;
  /** See {@link onOrderEvents}. */
  readonly onOrderEvents: Bound<typeof onOrderEvents>;
};

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
  const bind =
    <Args extends unknown[], Result>(work: (connection: Connection, ...args: Args) => Result) =>
    (...args: Args): Result =>
      work(connection, ...args);
  return {
    ...connection,
    createPaymentLink: bind(callables.createPaymentLink),
    saveDraftOrder: bind(callables.saveDraftOrder),
    refreshOrder: bind(callables.refreshOrder),
    cancelPaymentLink: bind(callables.cancelPaymentLink),
    refundPayment: bind(callables.refundPayment),
    capturePayment: bind(callables.capturePayment),
    extendPaymentLink: bind(callables.extendPaymentLink),
    sendPaymentLink: bind(callables.sendPaymentLink),
    importCheckout: bind(callables.importCheckout),
    resolveProblem: bind(callables.resolveProblem),
    listBranches: bind(callables.listBranches),
    runAudit: bind(callables.runAudit),
    onOrder: bind(onOrder),
    onOrders: bind(onOrders),
    readOrder: bind(readOrder),
    readOrders: bind(readOrders),
    countOrders: bind(countOrders),
    findOrders: bind(findOrders),
    orderEvents: bind(orderEvents),
    onOrderEvents: bind(onOrderEvents),
  };
}

import {
  type DocumentReference,
  type DocumentSnapshot,
  doc,
  getDocsFromServer,
  getFirestore,
  onSnapshot,
  type QuerySnapshot,
} from "firebase/firestore";
import type { Connection } from "./connection.js";
import { type ErrorListener, keepListening, type Unsubscribe } from "./keep-listening.js";
import { orderDocumentId, orderIdOf } from "./order-id.js";
import { type OrderCursor, type OrderFilter, ordersQuery, pageLength } from "./orders-query.js";
import { inOurWords, PointCheckoutError, toPointCheckoutError } from "./pointcheckout-error.js";
import { type Order, paymentDefaults } from "./types.js";

/** How much what is told is worth. `isStale`: kept from before, the server is not heard at the moment. */
export type Heard = { readonly isStale: boolean };

/** Some orders, the newest first, and where the next ones begin; null where there are none. */
export type OrderPage = { readonly orders: readonly Order[]; readonly next: OrderCursor | null };

/**
 * Watches one order, for staff and for its own customer. Told at once what it is, and each time that it changes; null
 * while there is no such order, which only staff are told: for others that is `permission-denied`.
 *
 * It survives errors: each is told to `onError`, and the order is listened to again, after one second and then later and
 * later up to 30 seconds. `unreachable` is told when there is no server and nothing is kept.
 *
 * @returns ends it
 * @throws PointCheckoutError `invalid-argument` of an id that no order can have
 */
export function onOrder(
  connection: Connection,
  orderId: string,
  next: (order: Order | null, heard: Heard) => void,
  onError?: ErrorListener,
): Unsubscribe {
  const order = orderDocument(connection, orderId);
  return keepListening<DocumentSnapshot>(
    (tell, failed) => onSnapshot(order, { includeMetadataChanges: true }, tell, failed),
    (snapshot) => {
      const isStale = snapshot.metadata.fromCache;
      if (snapshot.exists()) next(toOrder(snapshot), { isStale });
      // That nothing is kept of it does not mean that there is no such order.
      else if (isStale) onError?.(offline());
      else next(null, { isStale });
    },
    onError,
  );
}

/**
 * Watches the newest orders that a filter lets through, `limit` of them. A customer has to give their own uid as
 * `customerUid`, or is denied. Survives errors as {@link onOrder} does: `failed-precondition` is an
 * index that is not deployed.
 *
 * @returns ends it
 * @throws PointCheckoutError `invalid-argument` of a filter that cannot be asked
 */
export function onOrders(
  connection: Connection,
  filter: OrderFilter,
  next: (page: OrderPage, heard: Heard) => void,
  onError?: ErrorListener,
): Unsubscribe {
  const query = inOurWords(() => ordersQuery(firestoreOf(connection), filter));
  return keepListening<QuerySnapshot>(
    (tell, failed) => onSnapshot(query, { includeMetadataChanges: true }, tell, failed),
    (snapshot) => {
      const isStale = snapshot.metadata.fromCache;
      if (isStale && snapshot.empty) onError?.(offline());
      else next(toPage(snapshot, filter), { isStale });
    },
    onError,
  );
}

/**
 * Reads a page of orders once, from the server: for lists that nobody watches, and for exports, page after page.
 *
 * @throws PointCheckoutError `permission-denied`, `failed-precondition` when an index is not deployed, `unreachable`
 */
export async function readOrders(connection: Connection, filter: OrderFilter = {}): Promise<OrderPage> {
  try {
    return toPage(await getDocsFromServer(ordersQuery(firestoreOf(connection), filter)), filter);
  } catch (error) {
    throw toPointCheckoutError(error);
  }
}

/** @throws PointCheckoutError `invalid-argument` of an id that no order can have */
export const orderDocument = (connection: Connection, orderId: string): DocumentReference =>
  doc(firestoreOf(connection), "orders", orderDocumentId(orderId));

const firestoreOf = ({ app, database }: Connection) => getFirestore(app, database);

const offline = () => new PointCheckoutError("unreachable", "The server is not heard, and nothing is kept.");

function toPage({ docs }: QuerySnapshot, filter: OrderFilter): OrderPage {
  const orders = docs.map(toOrder);
  const last = orders.at(-1);
  const isFull = orders.length === pageLength(filter);
  return { orders, next: last && isFull ? { createdAt: last.createdAt, orderId: last.orderId } : null };
}

/** An order from its document; what a backend's draft leaves out is filled in. */
function toOrder(snapshot: DocumentSnapshot): Order {
  const { payment, ...rest } = { createdAt: null, ...(snapshot.data() as Partial<Order>) };
  return {
    ...(rest as Order),
    orderId: orderIdOf(snapshot.id),
    payment: { ...paymentDefaults(), ...payment },
  };
}

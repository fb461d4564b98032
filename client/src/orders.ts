import {
  type DocumentReference,
  type DocumentSnapshot,
  doc,
  getCountFromServer,
  getDocFromServer,
  getDocsFromServer,
  getFirestore,
  onSnapshot,
  type QuerySnapshot,
  Timestamp,
} from "firebase/firestore";
import type { Connection } from "./connection.js";
import { type ErrorListener, keepListening, type Unsubscribe } from "./keep-listening.js";
import { orderDocumentId, orderIdOf } from "./order-id.js";
import {
  allOrdersQuery,
  type OrderCursor,
  type OrderFilter,
  ordersQuery,
  pageLength,
  searchQueries,
  storedPhone,
  withoutMarks,
} from "./orders-query.js";
import { inOurWords, PointCheckoutError } from "./pointcheckout-error.js";
import { type Order, paymentDefaults } from "./types.js";

/** `isStale`: what is given was kept from before; the server cannot be reached at the moment. */
export type Heard = { readonly isStale: boolean };

/** Some orders, as their filter sorts them, and where the next ones begin; null where there are none. */
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
 * Watches the first orders that a filter lets through, `limit` of them. A customer has to give their own uid as
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
  return keepListening<QuerySnapshot>(
    (tell, failed) => {
      const orders = ordersQuery(firestoreOf(connection), filter);
      return onSnapshot(orders, { includeMetadataChanges: true }, tell, failed);
    },
    (snapshot) => {
      const isStale = snapshot.metadata.fromCache;
      if (isStale && snapshot.empty) onError?.(offline());
      else next(toPage(snapshot, filter), { isStale });
    },
    onError,
  );
}

/**
 * Reads one order once, from the server; null when there is none, which only staff hear.
 *
 * @throws PointCheckoutError `invalid-argument` of an id that no order can have, else as {@link readOrders}
 */
export function readOrder(connection: Connection, orderId: string): Promise<Order | null> {
  return inOurWords(async () => {
    const snapshot = await getDocFromServer(orderDocument(connection, orderId));
    return snapshot.exists() ? toOrder(snapshot) : null;
  });
}

/**
 * Reads a page of orders once, from the server: for lists that nobody watches, and for exports, page after page.
 *
 * @throws PointCheckoutError `permission-denied`, `failed-precondition` when an index is not deployed, `unreachable`
 */
export function readOrders(connection: Connection, filter: OrderFilter = {}): Promise<OrderPage> {
  return inOurWords(async () =>
    toPage(await getDocsFromServer(ordersQuery(firestoreOf(connection), filter)), filter),
  );
}

/**
 * How many orders a filter lets through; `limit` and `after` do not count. Firestore bills one read for every thousand.
 *
 * @throws PointCheckoutError as {@link readOrders}
 */
export function countOrders(connection: Connection, filter: OrderFilter = {}): Promise<number> {
  return inOurWords(
    async () => (await getCountFromServer(allOrdersQuery(firestoreOf(connection), filter))).data().count,
  );
}

/**
 * Looks for orders by what staff have at hand: the beginning of an order id or of the customer's first or last name; the
 * whole of a phone or e-mail address. Staff only.
 *
 * @returns at most 50 for each of these, the newest first
 * @throws PointCheckoutError as {@link readOrders}
 */
export async function findOrders(connection: Connection, text: string): Promise<Order[]> {
  const words = withoutMarks(text).split(/\s+/);
  const [first, ...rest] = words;
  if (!first) return [];
  // A first word such as "Al" finds too many orders to look for the second word in them.
  const starts = rest[0] ? [first, rest.join(" "), words.join(" ")] : words;
  const firestore = firestoreOf(connection);
  const exact: OrderFilter[] = [];
  if (text.includes("@")) exact.push({ customerEmail: text });
  if (/^\d{6,}$/.test(storedPhone(text))) exact.push({ customerPhone: text });
  const named = (order: Order) =>
    words.every((word) =>
      `${order.orderId} ${order.customer?.firstName} ${order.customer?.lastName}`
        .toLowerCase()
        .includes(word.toLowerCase()),
    );
  return inOurWords(async () => {
    const [contacts, beginnings] = await Promise.all([
      Promise.all(exact.map((filter) => getDocsFromServer(ordersQuery(firestore, filter)))),
      Promise.all(
        starts.flatMap((start) => searchQueries(firestore, start)).map((search) => getDocsFromServer(search)),
      ),
    ]);
    const toOrders = (snapshots: QuerySnapshot[]) => snapshots.flatMap(({ docs }) => docs.map(toOrder));
    const found = [...toOrders(contacts), ...toOrders(beginnings).filter(named)];
    return [...new Map(found.map((order) => [order.orderId, order])).values()].sort(
      (a, b) => (b.createdAt?.toMillis() ?? 0) - (a.createdAt?.toMillis() ?? 0),
    );
  });
}

/** @throws PointCheckoutError `invalid-argument` of an id that no order can have */
export const orderDocument = (connection: Connection, orderId: string): DocumentReference =>
  doc(firestoreOf(connection), "orders", orderDocumentId(orderId));

const firestoreOf = ({ app, database }: Connection) => getFirestore(app, database);

const offline = () => new PointCheckoutError("unreachable", "No answer.");

function toPage({ docs }: QuerySnapshot, filter: OrderFilter): OrderPage {
  const orders = docs.map(toOrder);
  const last = orders.at(-1);
  const isFull = orders.length === pageLength(filter);
  return { orders, next: last && isFull ? { createdAt: last.createdAt, orderId: last.orderId } : null };
}

/** What stands for an amount that is none: no currency's. */
const NO_MONEY = { minor: 0, currency: "", exponent: 0 };

/** An order from its document; what a backend's draft leaves out, or has in no form of ours, is filled in. */
function toOrder(snapshot: DocumentSnapshot): Order {
  const fields = snapshot.data() as Partial<Order>;
  const { payment, createdAt, amount, linkOptions = {}, description = "", ...rest } = fields;
  return {
    ...(rest as Order),
    linkOptions,
    description,
    orderId: orderIdOf(snapshot.id),
    amount: typeof amount?.minor === "number" ? amount : NO_MONEY,
    createdAt: createdAt instanceof Timestamp ? createdAt : null,
    payment: { ...paymentDefaults(), ...payment },
  };
}

import {
  collection,
  type FirestoreError,
  getDocsFromServer,
  onSnapshot,
  type Query,
  type QuerySnapshot,
  query,
  where,
} from "firebase/firestore";
import type { Connection } from "./connection.js";
import { type ErrorListener, keepListening, type Unsubscribe } from "./keep-listening.js";
import { type Heard, orderDocument } from "./orders.js";
import { inOurWords } from "./pointcheckout-error.js";
import type { OrderEvent } from "./types.js";

/** An event with its id, which says its place in the order's history: `000001` is the first. */
export type NumberedEvent = OrderEvent & { readonly eventId: string };

/**
 * An order's history, the oldest event first. Staff read all of it, the order's own customer what is meant for customers.
 *
 * @throws PointCheckoutError `permission-denied`, `unreachable`
 */
export function orderEvents(connection: Connection, orderId: string): Promise<NumberedEvent[]> {
  return inOurWords(async () => {
    const { all, forCustomer } = eventQueries(connection, orderId);
    const found = await getDocsFromServer(all).catch((error: FirestoreError) => {
      if (error.code !== "permission-denied") throw error;
      return getDocsFromServer(forCustomer);
    });
    return toEvents(found);
  });
}

/**
 * Watches an order's history, for the same readers as {@link orderEvents}. Survives errors as `onOrder` does.
 *
 * @returns ends it
 * @throws PointCheckoutError `invalid-argument` of an id that no order can have
 */
export function onOrderEvents(
  connection: Connection,
  orderId: string,
  next: (events: NumberedEvent[], heard: Heard) => void,
  onError?: ErrorListener,
): Unsubscribe {
  const { all, forCustomer } = eventQueries(connection, orderId);
  return keepListening<QuerySnapshot>(
    (tell, failed) => {
      const listen = (to: Query, otherwise: (error: FirestoreError) => void) =>
        onSnapshot(to, { includeMetadataChanges: true }, tell, otherwise);
      const asCustomer = () => {
        unsubscribe = listen(forCustomer, failed);
      };
      let unsubscribe = listen(all, (error) =>
        error.code === "permission-denied" ? asCustomer() : failed(error),
      );
      return () => unsubscribe();
    },
    (snapshot) => next(toEvents(snapshot), { isStale: snapshot.metadata.fromCache }),
    onError,
  );
}

/** The rules let a customer's query through only if it says itself that it leaves out what is for staff. */
function eventQueries(connection: Connection, orderId: string): { all: Query; forCustomer: Query } {
  const all = collection(orderDocument(connection, orderId), "events");
  return { all, forCustomer: query(all, where("visibility", "==", "customer")) };
}

const toEvents = ({ docs }: QuerySnapshot): NumberedEvent[] =>
  docs.map((event) => ({ ...(event.data() as OrderEvent), eventId: event.id }));

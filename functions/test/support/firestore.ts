import { initializeApp } from "firebase-admin/app";
import { FieldValue, getFirestore, Timestamp } from "firebase-admin/firestore";
import type { Difference } from "../../src/audits/audit.js";
import type { Attempt } from "../../src/orders/model/attempt.js";
import type { OrderContent } from "../../src/orders/model/content.js";
import type { Order } from "../../src/orders/model/order.js";
import type { OrderEvent } from "../../src/orders/model/order-event.js";
import type { Instant } from "../../src/shared/instant.js";
import { documentIdOf } from "../../src/shared/order-id.js";
import { environment } from "./environment.js";
import { waitUntil } from "./wait-until.js";

const app = initializeApp({ projectId: environment.project }, "tests");
/** The merchant's Firestore, with all rights. */
export const firestore = getFirestore(app);
/** Another database of the project, with all rights. */
export const databaseOf = (id: string) => getFirestore(app, id);

/** As Firestore stores it: every instant is a Timestamp. */
type Stored<T> = T extends string
  ? T
  : T extends Instant
    ? Timestamp
    : T extends object
      ? { [Key in keyof T]: Stored<T[Key]> }
      : T;
/** An order's document, with the map `payment` beside the content. */
export type StoredOrder = Stored<Omit<Order, "content" | "attempts"> & OrderContent> & {
  attempts: Record<string, Stored<Attempt>>;
};
type StoredEvent = Stored<OrderEvent>;

export const orderDocument = (orderId: string) => firestore.collection("orders").doc(documentIdOf(orderId));

export async function readOrder(orderId: string): Promise<StoredOrder | undefined> {
  const fields = (await orderDocument(orderId).get()).data();
  return fields && ({ attempts: {}, ...fields, ...fields.payment } as unknown as StoredOrder);
}

export const orderOnce = (orderId: string, what: string, isSo: (order: StoredOrder) => unknown) =>
  waitUntil(`orders/${orderId} to ${what}`, async () => {
    const order = await readOrder(orderId);
    return order && isSo(order) ? order : undefined;
  });

export const orderInStatus = (orderId: string, status: string): Promise<StoredOrder> =>
  orderOnce(orderId, `become ${status}`, (order) => order.status === status);

export const orderWithProblem = (orderId: string, problem: string | null): Promise<StoredOrder> =>
  orderOnce(orderId, `show the problem ${problem}`, (order) => order.problem === problem);

export async function readEvents(orderId: string): Promise<StoredEvent[]> {
  const { docs } = await orderDocument(orderId).collection("events").get();
  return docs.map((document) => document.data() as StoredEvent);
}

export const eventTypes = async (orderId: string): Promise<string[]> =>
  (await readEvents(orderId)).map(({ type }) => type);

export const checkoutDocument = (checkoutId: string) => firestore.collection("checkouts").doc(checkoutId);

/** What an audit noted of a checkout, if it noted anything. */
export async function differenceOf({ auditId }: { auditId: string }, checkoutId: string) {
  const found = await firestore.doc(`audits/${auditId}/differences/${checkoutId}`).get();
  return found.data() as Difference | undefined;
}

export async function touch(checkoutId: string, by = "webhook"): Promise<Timestamp> {
  const fields = { touchedBy: by, touches: FieldValue.increment(1) };
  return (await checkoutDocument(checkoutId).update(fields)).writeTime;
}

export { Timestamp };

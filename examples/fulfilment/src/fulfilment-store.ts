import { FieldValue, type Firestore, type Timestamp } from "firebase-admin/firestore";
import { unlessLost } from "./firestore.js";
import type { Fulfilment } from "./fulfilment.js";
import { type Line, type PaidOrder, readPaidOrder } from "./paid-order.js";

/** A fulfilment as it was read, and in which version; null when there is none. */
export type StoredFulfilment = { fulfilment: Fulfilment | null; version: Timestamp | null };

export interface FulfilmentStore {
  read(orderId: string): Promise<StoredFulfilment>;
  readOrder(orderId: string): Promise<PaidOrder | null>;
  /**
   * Writes the fulfilment and takes from the stock, both or neither, on the condition that the fulfilment is still in
   * the version read.
   *
   * @returns false when another writer was first
   */
  write(before: StoredFulfilment, after: Fulfilment, take: readonly Line[]): Promise<boolean>;
}

/** The only code that knows `fulfilments/*` and `stock/*`. */
export class FirestoreFulfilmentStore implements FulfilmentStore {
  constructor(private readonly firestore: Firestore) {}

  async read(orderId: string): Promise<StoredFulfilment> {
    const snapshot = await this.document(orderId).get();
    const { updateTime: version } = snapshot;
    return version === undefined
      ? { fulfilment: null, version: null }
      : { fulfilment: snapshot.data() as Fulfilment, version };
  }

  async readOrder(orderId: string): Promise<PaidOrder | null> {
    const data = (await this.firestore.collection("orders").doc(orderId).get()).data();
    return data ? readPaidOrder(data) : null;
  }

  async write({ version }: StoredFulfilment, after: Fulfilment, take: readonly Line[]): Promise<boolean> {
    const batch = this.firestore.batch();
    const document = this.document(after.orderId);
    // An update takes the names of fields for paths, and a warehouse's own need not be any.
    const { orderId, state, reason, paidEvent, lines, email, flags } = after;
    const updatedAt = FieldValue.serverTimestamp();
    const fields = { orderId, state, reason, paidEvent, lines, email, flags, updatedAt };
    if (version === null) batch.create(document, { ...fields, createdAt: updatedAt });
    else batch.update(document, fields, { lastUpdateTime: version });
    for (const { sku, quantity } of take) {
      // Below zero if need be: the customer has paid, and what is missing has to be ordered.
      const available = FieldValue.increment(-quantity);
      batch.set(this.firestore.collection("stock").doc(stockId(sku)), { available }, { merge: true });
    }
    return (await unlessLost(batch.commit())) !== null;
  }

  private document(orderId: string) {
    return this.firestore.collection("fulfilments").doc(orderId);
  }
}

/** A SKU as a document's id: `/` may not stand in one, `.` and `_` may not always begin one. */
export const stockId = (sku: string): string =>
  encodeURIComponent(sku).replace(/^[._]/, (first) => (first === "." ? "%2E" : "%5F"));

import {
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  type Timestamp,
  type UpdateData,
  type WriteResult,
} from "firebase-admin/firestore";
import type { NewCheckout } from "../../checkouts/checkout.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { FirestoreCheckoutStore, Touch } from "../../checkouts/checkout-store.js";
import { separately } from "../../shared/canonical-line.js";
import { isLostRace, isMissing, isTaken } from "../../shared/firestore-error.js";
import { addMilliseconds, type Instant } from "../../shared/instant.js";
import type { Log } from "../../shared/log.js";
import { nullWhen } from "../../shared/null-when.js";
import { documentIdOf, orderIdOf } from "../../shared/order-id.js";
import { reasonOf } from "../../shared/reason.js";
import { applyPatch, checkoutOf, type Order } from "../model/order.js";
import type { OrderEvent } from "../model/order-event.js";
import { type RefundRecord, refundRecordSchema } from "../model/refund.js";
import { finish } from "../transition/finish.js";
import type { OrderChange } from "../transition/transition.js";
import { logFacts } from "./log-facts.js";
import {
  changedFields,
  isOverwritten,
  newOrder,
  OrderUnreadableError,
  parseOrder,
  toField,
  toFirestore,
  toInstant,
  toTimestamp,
  wholeDocument,
} from "./order-document.js";
import { ORDERS, orderQueries } from "./order-queries.js";

/** `readTime` and `version` are on Firestore's clock. */
export type OrderSnapshot = {
  orderId: string;
  order: Order | null;
  readTime: Instant;
  version: Instant | null;
};

export type ExistingOrder = OrderSnapshot & { order: Order };

export type Subdocument = {
  collection: "events" | "internal";
  id: string;
  fields: Readonly<Record<string, unknown>>;
};
export type TextField = Pick<Subdocument, "collection" | "id"> & { field: string };
/** Replaces an erased text: a reader that expects a text still finds one. */
export const ERASED = "[erased]";

/** Written in one batch; the commit derives the rest and builds the events. */
export type OrderWrite = OrderChange & {
  /** For staff only, in `internal/problem`. */
  problemDetails?: Record<string, string | null>;
  newCheckouts?: readonly NewCheckout[];
  touches?: readonly { checkoutId: CheckoutId; touch: Touch }[];
  erase?: readonly TextField[];
};

/** `order` is null when it is open no longer, or unreadable. */
export type OpenChange = { orderId: string; order: Order | null };

export type OrderCursor = { createdAt: Instant; orderId: string };
/** `overwritten`: ids of those whose document lacks what follows from its links. `next` is null on the last page. */
export type OrderPage = { orders: Order[]; overwritten: string[]; next: OrderCursor | null };

export type OrderStore = Pick<FirestoreOrderStore, "read" | "commit" | "due">;
export type OrderListing = Pick<FirestoreOrderStore, "readAll" | "createdBetween">;
export type OrderArchive = Pick<FirestoreOrderStore, "beneath" | "notRedacted">;
export type RefundRecords = Pick<FirestoreOrderStore, "readRefund">;
export type OpenOrders = Pick<FirestoreOrderStore, "open" | "watchOpen">;

const UNREADABLE_RECHECK_MS = 60 * 60_000;

/** The tests keep orders in memory by the same contract. */
export class FirestoreOrderStore {
  constructor(
    private readonly firestore: Firestore,
    private readonly checkouts: FirestoreCheckoutStore,
    private readonly log: Log,
  ) {}

  /** @throws OrderUnreadableError when the document breaks the documented form */
  async read(orderId: string): Promise<OrderSnapshot> {
    const snapshot = await this.document(orderId).get();
    const order = snapshot.exists ? parseOrder(orderId, snapshot.data()) : null;
    return { orderId, order, ...timesOf(snapshot) };
  }

  /**
   * Writes if the order is still in the snapshot's version; null when another writer was first. Creates an absent
   * order, whose patch must hold the content, and a missing checkout that is to be touched. Returns the order as
   * written.
   */
  async commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<ExistingOrder | null> {
    const { orderId, order, version } = snapshot;
    const begun = order?.eventCount ?? 0;
    const first = await this.attemptCommit(snapshot, write, begun, false);
    if (first !== "taken" && first !== "missing") return first;
    const now = await this.read(orderId);
    if (JSON.stringify(now.version) !== JSON.stringify(version)) return null;
    // No race: a document of the order outlived it and is replaced, or is missing and is made again.
    this.log.warn("order.history_continued", { orderId, reason: first });
    if (first === "missing" && order) await this.restoreCheckouts(order, write);
    const outlived = first === "taken";
    const eventsBefore = outlived ? await this.lastEvent(orderId) : begun;
    const again = await this.attemptCommit(snapshot, write, eventsBefore, outlived);
    if (again !== "taken" && again !== "missing") return again;
    throw new Error(`orders/${orderId} could not be written: a document that it needs is ${again}`);
  }

  /** "taken": a document to be created exists. "missing": a document to be updated does not. */
  private async attemptCommit(
    { orderId, order, readTime, version }: OrderSnapshot,
    write: OrderWrite,
    eventsBefore: number,
    overwrite: boolean,
  ): Promise<ExistingOrder | null | "taken" | "missing"> {
    const document = this.document(orderId);
    const batch = this.firestore.batch();
    const { patch, cause, touches = [] } = write;
    const moved = applyPatch(order ?? newOrder(orderId), patch);
    const { order: finished, events } = finish(order, { after: moved, cause, facts: write.facts ?? [] });
    const after: Order = { ...finished, eventCount: eventsBefore + events.length };
    if (version === null) {
      batch.create(document, toFirestore({ ...wholeDocument(after), updatedAt: readTime }) as object);
    } else {
      const [path, value] = toField(["updatedAt"], readTime);
      const more = changedFields(after, patch).map(([names, field]) => toField(names, field));
      batch.update(document, path, value, ...more.flat(), { lastUpdateTime: toTimestamp(version) });
    }
    for (const [index, event] of events.entries()) {
      const id = String(eventsBefore + index + 1).padStart(6, "0");
      batch.create(document.collection("events").doc(id), toFirestore(event) as UpdateData<OrderEvent>);
    }
    if (write.problemDetails) {
      const details = { ...write.problemDetails, at: readTime };
      batch.set(document.collection("internal").doc("problem"), toFirestore(details) as object);
    }
    for (const { collection, id, field } of write.erase ?? []) {
      batch.update(document.collection(collection).doc(id), new FieldPath(field), ERASED);
    }
    if (write.refundRecord) {
      const record = this.refundDocument(orderId, write.refundRecord.referenceId);
      batch.set(record, toFirestore(write.refundRecord) as object, { merge: true });
    }
    for (const checkout of write.newCheckouts ?? []) this.checkouts.createIn(batch, checkout, overwrite);
    for (const { checkoutId, touch } of touches) this.checkouts.touchIn(batch, checkoutId, touch);
    try {
      const [written] = await batch.commit();
      const time = toInstant((written as WriteResult).writeTime);
      logFacts(this.log, orderId, events);
      return { orderId, order: after, readTime: time, version: time };
    } catch (error) {
      if (isTaken(error)) return "taken";
      if (isMissing(error) && touches.length > 0) return "missing";
      if (isLostRace(error)) return null;
      throw error;
    }
  }

  private async restoreCheckouts(order: Order, { touches = [] }: OrderWrite): Promise<void> {
    for (const { checkoutId } of touches) {
      const checkout = checkoutOf(order, checkoutId);
      if (checkout) await this.checkouts.restore(checkout);
    }
  }

  private async lastEvent(orderId: string): Promise<number> {
    const { docs } = await this.document(orderId).collection("events").select().get();
    return Math.max(0, ...docs.map(({ id }) => Number(id) || 0));
  }

  /** Null when no refund was begun under this reference. */
  async readRefund(orderId: string, referenceId: string): Promise<RefundRecord | null> {
    const snapshot = await this.refundDocument(orderId, referenceId).get();
    return snapshot.exists ? refundRecordSchema.parse(snapshot.data()) : null;
  }

  private refundDocument(orderId: string, referenceId: string) {
    return this.document(orderId).collection("internal").doc(`refund-${referenceId}`);
  }

  /** Missing orders are left out; unreadable ones are logged, too. */
  async readAll(orderIds: readonly string[]): Promise<Order[]> {
    if (orderIds.length === 0) return [];
    const snapshots = await this.firestore.getAll(...orderIds.map((id) => this.document(id)));
    return snapshots.flatMap((snapshot) => (snapshot.exists ? (this.readable(snapshot) ?? []) : []));
  }

  async createdBetween(from: Instant, to: Instant, after: OrderCursor | null, limit: number) {
    return this.page(orderQueries.createdBetween(this.firestore, from, to), after, limit);
  }

  /** Orders created up to `until` that are not redacted, oldest first. */
  async notRedacted(until: Instant, after: OrderCursor | null, limit: number) {
    return this.page(orderQueries.notRedacted(this.firestore, until), after, limit);
  }

  private async page(all: Query, after: OrderCursor | null, limit: number): Promise<OrderPage> {
    const rest = after ? all.startAfter(toTimestamp(after.createdAt), documentIdOf(after.orderId)) : all;
    const { docs } = await rest.limit(limit).get();
    const orders: Order[] = [];
    const overwritten: string[] = [];
    for (const document of docs) {
      const order = this.readable(document);
      if (order) orders.push(order);
      if (order && isOverwritten(order, document.data())) overwritten.push(order.orderId);
    }
    const last = docs.length === limit ? docs.at(-1) : undefined;
    if (!last) return { orders, overwritten, next: null };
    const createdAt = toInstant(last.get("createdAt") as Timestamp);
    return { orders, overwritten, next: { createdAt, orderId: orderIdOf(last.id) } };
  }

  async beneath(orderId: string): Promise<Subdocument[]> {
    const read = async (collection: Subdocument["collection"]) => {
      const { docs } = await this.document(orderId).collection(collection).get();
      return docs.map((one) => ({ collection, id: one.id, fields: one.data() }));
    };
    return (await Promise.all([read("events"), read("internal")])).flat();
  }

  /** The longest due first. Unreadable ones are left out, and due again an hour later. */
  async due(now: Instant, limit: number) {
    const { docs } = await orderQueries.due(this.firestore, now).limit(limit).get();
    const orders: ExistingOrder[] = [];
    for (const document of docs) {
      const order = this.readable(document);
      if (order) orders.push({ orderId: order.orderId, order, ...timesOf(document) });
      else await this.postpone(document, now);
    }
    return { orders, isLast: docs.length < limit };
  }

  /** An unreadable order must not stay first in the queue. */
  private async postpone(document: QueryDocumentSnapshot, now: Instant): Promise<void> {
    const nextCheckAt = toTimestamp(addMilliseconds(now, UNREADABLE_RECHECK_MS));
    const { ref, updateTime } = document;
    const write = ref.update({ "payment.nextCheckAt": nextCheckAt }, { lastUpdateTime: updateTime });
    await nullWhen(isLostRace, write);
  }

  async open(): Promise<Order[]> {
    const { docs } = await orderQueries.open(this.firestore).get();
    return docs.flatMap((document) => this.readable(document) ?? []);
  }

  /** Calls `onChange` now with all that are open, then with what changes; returns how to stop. */
  watchOpen(onChange: (changes: OpenChange[]) => void, onError: (error: Error) => void): () => void {
    return orderQueries.open(this.firestore).onSnapshot((snapshot) => {
      const changes = snapshot.docChanges().map(({ type, doc }) => ({
        orderId: orderIdOf(doc.id),
        order: type === "removed" ? null : this.readable(doc),
      }));
      onChange(changes);
    }, onError);
  }

  private document(orderId: string) {
    return this.firestore.collection(ORDERS).doc(documentIdOf(orderId));
  }

  /** One unreadable document is logged and left out, so that it does not stop the work on the others. */
  private readable(document: DocumentSnapshot): Order | null {
    const orderId = orderIdOf(document.id);
    try {
      return parseOrder(orderId, document.data());
    } catch (error) {
      if (!(error instanceof OrderUnreadableError)) throw error;
      const reason = reasonOf(error.message);
      separately(() => this.log.error("order.unreadable", { orderId, reason }, error));
      return null;
    }
  }
}

const timesOf = ({ readTime, updateTime }: DocumentSnapshot) => ({
  readTime: toInstant(readTime),
  version: updateTime ? toInstant(updateTime) : null,
});

import {
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  Timestamp,
  type UpdateData,
  type WriteResult,
} from "firebase-admin/firestore";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { FirestoreCheckoutStore, NewCheckout, Touch } from "../checkouts/checkout-store.js";
import type { Log } from "../shared/log.js";
import { apart } from "../shared/one-line.js";
import { reasonOf } from "../shared/reason.js";
import { addMilliseconds, type Instant } from "./instant.js";
import { logFacts } from "./log-facts.js";
import { applyPatch, type Order, type OrderPatch } from "./order.js";
import {
  OrderUnreadableError,
  parseOrder,
  toField,
  toFirestore,
  toInstant,
  toTimestamp,
} from "./order-document.js";
import type { OrderEvent } from "./order-event.js";
import { type RefundRecord, type RefundRecordPatch, refundRecordSchema } from "./refund.js";

/** An order as it was read: at which moment (Firestore's clock), and in which version. `order` is null when there is none. */
export type OrderSnapshot = {
  orderId: string;
  order: Order | null;
  readTime: Instant;
  version: Instant | null;
};

export type PresentOrder = OrderSnapshot & { order: Order };

/** A document beneath an order, as stored. */
export type DocumentBeneath = {
  collection: "events" | "internal";
  id: string;
  fields: Readonly<Record<string, unknown>>;
};
/** One field of such a document. */
export type TextField = Pick<DocumentBeneath, "collection" | "id"> & { field: string };
/** Stands where a text was erased: a reader that expects a text still finds one. */
export const ERASED = "[erased]";

/** All that one decision writes, atomically. */
export type OrderWrite = {
  patch: OrderPatch;
  events?: readonly OrderEvent[];
  /** Staff-only details of a problem, kept in `internal/problem`. */
  problemDetails?: Record<string, string | null>;
  /** What changes of a refund's record, `internal/refund-{referenceId}`. */
  refundRecord?: RefundRecordPatch;
  newCheckouts?: readonly NewCheckout[];
  touches?: readonly { checkoutId: CheckoutId; touch: Touch }[];
  /** Texts to be put out of the documents beneath the order. */
  erase?: readonly TextField[];
};

/** Where a page of orders ended. */
export type OrderCursor = { createdAt: Instant; orderId: string };
/** `next` is null on the last page. */
export type OrderPage = { orders: Order[]; next: OrderCursor | null };

/** Reads and writes orders. The Firestore one and the in-memory one of the tests keep the same contract. */
export interface OrderStore {
  /** @throws OrderUnreadableError when the document breaks the documented form. */
  read(orderId: string): Promise<OrderSnapshot>;
  /**
   * Writes on the condition that the order is still in the snapshot's version; null when another writer was first.
   * For an order that is absent the patch has to be whole. Gives the order as written.
   */
  commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<PresentOrder | null>;
  /** Orders whose next check is due at `now`, the longest due first. */
  due(now: Instant, limit: number): Promise<PresentOrder[]>;
}

/** What redaction needs beyond reading and writing orders. */
export interface OrderArchive {
  /** All events, then all internal documents of an order, each in the order of their ids. */
  beneath(orderId: string): Promise<DocumentBeneath[]>;
  /** A page of the orders created up to `until` whose personal data stands, oldest first, after the page before. */
  notRedacted(until: Instant, after: OrderCursor | null, limit: number): Promise<OrderPage>;
}

/** Reads the records of refunds; they are written with their orders. */
export interface RefundRecords {
  /** @returns null when no refund was ever begun under this reference */
  readRefund(orderId: string, referenceId: string): Promise<RefundRecord | null>;
}

/** Reads many orders at once, for an audit. */
export interface OrderListing {
  /** Several orders in one read, those that there are. One that breaks the documented form is logged and left out. */
  readAll(orderIds: readonly string[]): Promise<Order[]>;
  /** A page of the orders created from `from` to `to`, oldest first, after the one that the page before ended with. */
  createdBetween(from: Instant, to: Instant, after: OrderCursor | null, limit: number): Promise<OrderPage>;
}

/** The orders with a payment that is not settled, for a listener. */
export interface OpenOrders {
  open(): Promise<Order[]>;
  /** Calls `onChange` with them now and whenever they change; returns how to stop. */
  watchOpen(onChange: (orders: Order[]) => void, onError: (error: Error) => void): () => void;
}

const COLLECTION = "orders";
const ALREADY_EXISTS = 6;
/** gRPC codes (not found, failed precondition, aborted) with which Firestore says that another writer was first. */
const LOST_RACE: ReadonlySet<unknown> = new Set([5, 9, 10]);
/** Before it, in the order of Firestore's types, come the orders without a `createdAt`. */
const EARLIEST = new Timestamp(0, 0);
const UNREADABLE_RECHECK_MS = 60 * 60_000;

/** Every query on orders: `firestore.indexes.json` is tested against this list. */
export const orderQueries = {
  due: (firestore: Firestore, now: Instant): Query =>
    firestore
      .collection(COLLECTION)
      .where("nextCheckAt", "<=", new Timestamp(now.seconds, now.nanoseconds))
      .orderBy("nextCheckAt"),
  open: (firestore: Firestore): Query =>
    firestore.collection(COLLECTION).where("status", "in", ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"]),
  createdBetween: (firestore: Firestore, from: Instant, to: Instant): Query =>
    firestore
      .collection(COLLECTION)
      .orderBy("createdAt")
      .orderBy(FieldPath.documentId())
      .startAt(toTimestamp(from))
      .endAt(toTimestamp(to)),
  // What was redacted leaves the query: a day's run reads what is new, and the few that may not be redacted yet.
  notRedacted: (firestore: Firestore, until: Instant): Query =>
    firestore
      .collection(COLLECTION)
      .where("redactedAt", "==", null)
      .orderBy("createdAt")
      .orderBy(FieldPath.documentId())
      .startAt(EARLIEST)
      .endAt(toTimestamp(until)),
};

/** The only code that knows `orders/*`. */
export class FirestoreOrderStore
  implements OrderStore, OrderListing, OrderArchive, OpenOrders, RefundRecords
{
  constructor(
    private readonly firestore: Firestore,
    private readonly checkouts: FirestoreCheckoutStore,
    private readonly log: Log,
  ) {}

  async read(orderId: string): Promise<OrderSnapshot> {
    const snapshot = await this.document(orderId).get();
    const order = snapshot.exists ? parseOrder(orderId, snapshot.data()) : null;
    return {
      orderId,
      order,
      readTime: toInstant(snapshot.readTime),
      version: snapshot.updateTime ? toInstant(snapshot.updateTime) : null,
    };
  }

  async commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<PresentOrder | null> {
    const outcome = await this.attemptCommit(snapshot, write, snapshot.order?.eventCount ?? 0, false);
    if (outcome !== "taken") return outcome;
    const { orderId, version } = snapshot;
    const now = await this.read(orderId);
    if (JSON.stringify(now.version) !== JSON.stringify(version)) return null;
    // No race: the order was deleted or overwritten, and its history or its checkouts outlived it. They are continued.
    this.log.warn("order.history_continued", { orderId });
    const again = await this.attemptCommit(snapshot, write, await this.lastEvent(orderId), true);
    if (again !== "taken") return again;
    throw new Error(`orders/${orderId} could not be written: a document that it needs to create exists`);
  }

  /** "taken": something that was to be created exists. */
  private async attemptCommit(
    { orderId, order, readTime, version }: OrderSnapshot,
    write: OrderWrite,
    eventsBefore: number,
    overwrite: boolean,
  ): Promise<PresentOrder | null | "taken"> {
    const document = this.document(orderId);
    const batch = this.firestore.batch();
    const events = write.events ?? [];
    const eventCount = eventsBefore + events.length;
    const { attempts = {}, ...rest } = write.patch;
    // A query finds only fields that are there: a draft of a merchant's backend comes without this one.
    const { redactedAt = order?.redactedAt ?? null } = write.patch;
    if (version === null) {
      const fields = { ...write.patch, orderId, redactedAt, eventCount, updatedAt: readTime };
      batch.create(document, toFirestore(fields) as Record<string, unknown>);
    } else {
      const [path, value] = toField(["orderId"], orderId);
      const more = [
        ...Object.entries({ ...rest, redactedAt, eventCount, updatedAt: readTime }).map(([name, field]) =>
          toField([name], field),
        ),
        ...Object.entries(attempts).map(([checkoutId, attempt]) =>
          toField(["attempts", checkoutId], attempt),
        ),
      ];
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
    for (const { checkoutId, touch } of write.touches ?? []) this.checkouts.touchIn(batch, checkoutId, touch);
    try {
      const [written] = await batch.commit();
      const time = toInstant((written as WriteResult).writeTime);
      const after = { ...applyPatch((order ?? { attempts: {} }) as Order, write.patch), orderId, eventCount };
      logFacts(this.log, orderId, events);
      return { orderId, order: after, readTime: time, version: time };
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === ALREADY_EXISTS) return "taken";
      if (LOST_RACE.has(code)) return null;
      throw error;
    }
  }

  private async lastEvent(orderId: string): Promise<number> {
    const { docs } = await this.document(orderId).collection("events").select().get();
    return Math.max(0, ...docs.map(({ id }) => Number(id) || 0));
  }

  async readRefund(orderId: string, referenceId: string): Promise<RefundRecord | null> {
    const snapshot = await this.refundDocument(orderId, referenceId).get();
    return snapshot.exists ? refundRecordSchema.parse(snapshot.data()) : null;
  }

  private refundDocument(orderId: string, referenceId: string) {
    return this.document(orderId).collection("internal").doc(`refund-${referenceId}`);
  }

  async readAll(orderIds: readonly string[]): Promise<Order[]> {
    if (orderIds.length === 0) return [];
    const snapshots = await this.firestore.getAll(...orderIds.map((id) => this.document(id)));
    return snapshots.flatMap((snapshot) => (snapshot.exists ? (this.readable(snapshot) ?? []) : []));
  }

  async createdBetween(
    from: Instant,
    to: Instant,
    after: OrderCursor | null,
    limit: number,
  ): Promise<OrderPage> {
    return this.page(orderQueries.createdBetween(this.firestore, from, to), after, limit);
  }

  async notRedacted(until: Instant, after: OrderCursor | null, limit: number): Promise<OrderPage> {
    return this.page(orderQueries.notRedacted(this.firestore, until), after, limit);
  }

  /** A page of a query that is ordered by creation and id. */
  private async page(all: Query, after: OrderCursor | null, limit: number): Promise<OrderPage> {
    const rest = after ? all.startAfter(toTimestamp(after.createdAt), after.orderId) : all;
    const { docs } = await rest.limit(limit).get();
    const last = docs.length === limit ? docs.at(-1) : undefined;
    const next = last && { createdAt: toInstant(last.get("createdAt") as Timestamp), orderId: last.id };
    return { orders: docs.flatMap((document) => this.readable(document) ?? []), next: next ?? null };
  }

  async beneath(orderId: string): Promise<DocumentBeneath[]> {
    const read = async (collection: DocumentBeneath["collection"]) => {
      const { docs } = await this.document(orderId).collection(collection).get();
      return docs.map((one) => ({ collection, id: one.id, fields: one.data() }));
    };
    return (await Promise.all([read("events"), read("internal")])).flat();
  }

  async due(now: Instant, limit: number): Promise<PresentOrder[]> {
    const { docs } = await orderQueries.due(this.firestore, now).limit(limit).get();
    const due: PresentOrder[] = [];
    for (const document of docs) {
      const order = this.readable(document);
      const { id: orderId, readTime, updateTime } = document;
      if (order) due.push({ orderId, order, readTime: toInstant(readTime), version: toInstant(updateTime) });
      else await this.postpone(document, now);
    }
    return due;
  }

  /** What cannot be read must not stay first in the queue for ever; somebody may repair it meanwhile. */
  private async postpone(document: QueryDocumentSnapshot, now: Instant): Promise<void> {
    const nextCheckAt = toTimestamp(addMilliseconds(now, UNREADABLE_RECHECK_MS));
    try {
      await document.ref.update({ nextCheckAt }, { lastUpdateTime: document.updateTime });
    } catch (error) {
      if (!LOST_RACE.has((error as { code?: unknown }).code)) throw error;
    }
  }

  async open(): Promise<Order[]> {
    const { docs } = await orderQueries.open(this.firestore).get();
    return docs.flatMap((document) => this.readable(document) ?? []);
  }

  watchOpen(onChange: (orders: Order[]) => void, onError: (error: Error) => void): () => void {
    return orderQueries.open(this.firestore).onSnapshot(({ docs }) => {
      onChange(docs.flatMap((document) => this.readable(document) ?? []));
    }, onError);
  }

  private document(orderId: string) {
    return this.firestore.collection(COLLECTION).doc(orderId);
  }

  /** One document that breaks the form must not stop the work on all others: it is logged and left out. */
  private readable(document: DocumentSnapshot): Order | null {
    try {
      return parseOrder(document.id, document.data());
    } catch (error) {
      if (!(error instanceof OrderUnreadableError)) throw error;
      // Whatever looked at many orders: which one it had to leave out is a line of its own.
      apart(() =>
        this.log.error("order.unreadable", { orderId: document.id, reason: reasonOf(error.message) }, error),
      );
      return null;
    }
  }
}

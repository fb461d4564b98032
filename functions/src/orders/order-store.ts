import {
  FieldPath,
  FieldValue,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  Timestamp,
  type UpdateData,
  type WriteResult,
} from "firebase-admin/firestore";
import { z } from "zod";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { FirestoreCheckoutStore, NewCheckout, Touch } from "../checkouts/checkout-store.js";
import type { Log } from "../shared/log.js";
import type { Problem } from "./content-rules.js";
import type { Instant } from "./instant.js";
import { applyPatch, type Order, type OrderPatch, orderSchema } from "./order.js";
import type { OrderEvent } from "./order-event.js";

/** An order as it was read: at which moment (Firestore's clock), and in which version. `order` is null when there is none. */
export type OrderSnapshot = {
  orderId: string;
  order: Order | null;
  readTime: Instant;
  version: Instant | null;
};

export type PresentOrder = OrderSnapshot & { order: Order };

/** All that one decision writes, atomically. */
export type OrderWrite = {
  patch: OrderPatch;
  events?: readonly OrderEvent[];
  /** Staff-only details of a problem, kept in `internal/problem`. */
  problemDetails?: Record<string, string | null>;
  newCheckouts?: readonly NewCheckout[];
  touches?: readonly { checkoutId: CheckoutId; touch: Touch }[];
};

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

/** A document in `orders/*` does not have the documented form (a merchant's backend may write drafts there). */
export class OrderUnreadableError extends Error {
  constructor(
    readonly orderId: string,
    readonly problems: readonly Problem[],
  ) {
    super(
      `orders/${orderId} is not readable: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    );
    this.name = "OrderUnreadableError";
  }
}

const COLLECTION = "orders";
/** gRPC codes with which Firestore says that a precondition did not hold or that another writer was first. */
const LOST_RACE: ReadonlySet<unknown> = new Set([5, 6, 9, 10]);

/** Every query on orders: `firestore.indexes.json` is tested against this list. */
export const orderQueries = {
  due: (firestore: Firestore, now: Instant): Query =>
    firestore
      .collection(COLLECTION)
      .where("nextCheckAt", "<=", new Timestamp(now.seconds, now.nanoseconds))
      .orderBy("nextCheckAt"),
  open: (firestore: Firestore): Query =>
    firestore.collection(COLLECTION).where("status", "in", ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"]),
};

/** The only code that knows `orders/*`. */
export class FirestoreOrderStore implements OrderStore {
  constructor(
    private readonly firestore: Firestore,
    private readonly checkouts: FirestoreCheckoutStore,
    private readonly log: Log,
  ) {}

  async read(orderId: string): Promise<OrderSnapshot> {
    const snapshot = await this.firestore.collection(COLLECTION).doc(orderId).get();
    const order = snapshot.exists ? parseOrder(orderId, snapshot.data()) : null;
    return {
      orderId,
      order,
      readTime: toInstant(snapshot.readTime),
      version: snapshot.updateTime ? toInstant(snapshot.updateTime) : null,
    };
  }

  async commit({ orderId, order, version }: OrderSnapshot, write: OrderWrite): Promise<PresentOrder | null> {
    const document = this.firestore.collection(COLLECTION).doc(orderId);
    const batch = this.firestore.batch();
    const events = write.events ?? [];
    const eventCount = (order?.eventCount ?? 0) + events.length;
    if (version === null) {
      const fields = toFirestore({ orderId, ...write.patch, eventCount }) as Record<string, unknown>;
      batch.create(document, {
        ...fields,
        createdAt: FieldValue.serverTimestamp(),
        updatedAt: FieldValue.serverTimestamp(),
      });
    } else {
      const { attempts = {}, ...rest } = write.patch;
      const pairs: [FieldPath, unknown][] = [
        ...Object.entries({ ...rest, orderId, eventCount }).map(([name, value]) => pair([name], value)),
        ...Object.entries(attempts).map(([checkoutId, attempt]) => pair(["attempts", checkoutId], attempt)),
        [new FieldPath("updatedAt"), FieldValue.serverTimestamp()],
      ];
      const [first, ...more] = pairs.flat() as [FieldPath, unknown, ...unknown[]];
      batch.update(document, first, more[0], ...more.slice(1), { lastUpdateTime: toTimestamp(version) });
    }
    for (const [index, event] of events.entries()) {
      const id = String(eventCount - events.length + index + 1).padStart(6, "0");
      batch.create(document.collection("events").doc(id), toFirestore(event) as UpdateData<OrderEvent>);
    }
    if (write.problemDetails) {
      batch.set(document.collection("internal").doc("problem"), {
        ...write.problemDetails,
        at: FieldValue.serverTimestamp(),
      });
    }
    for (const checkout of write.newCheckouts ?? []) this.checkouts.createIn(batch, checkout);
    for (const { checkoutId, touch } of write.touches ?? []) this.checkouts.touchIn(batch, checkoutId, touch);
    try {
      const [written] = await batch.commit();
      const time = toInstant((written as WriteResult).writeTime);
      const after = { ...applyPatch((order ?? { attempts: {} }) as Order, write.patch), orderId, eventCount };
      return { orderId, order: after, readTime: time, version: time };
    } catch (error) {
      if (LOST_RACE.has((error as { code?: unknown }).code)) return null;
      throw error;
    }
  }

  async due(now: Instant, limit: number): Promise<PresentOrder[]> {
    const { docs } = await orderQueries.due(this.firestore, now).limit(limit).get();
    return docs.flatMap((document) => {
      const order = this.readable(document);
      const { id: orderId, readTime, updateTime } = document;
      return order ? [{ orderId, order, readTime: toInstant(readTime), version: toInstant(updateTime) }] : [];
    });
  }

  /** The orders with a payment that is not settled. */
  async open(): Promise<Order[]> {
    const { docs } = await orderQueries.open(this.firestore).get();
    return docs.flatMap((document) => this.readable(document) ?? []);
  }

  /** Calls `onChange` with the open orders now and whenever they change; returns how to stop. */
  watchOpen(onChange: (orders: Order[]) => void, onError: (error: Error) => void): () => void {
    return orderQueries.open(this.firestore).onSnapshot(({ docs }) => {
      onChange(docs.flatMap((document) => this.readable(document) ?? []));
    }, onError);
  }

  /** One document that breaks the form must not stop the work on all others: it is logged and left out. */
  private readable(document: QueryDocumentSnapshot): Order | null {
    try {
      return parseOrder(document.id, document.data());
    } catch (error) {
      if (!(error instanceof OrderUnreadableError)) throw error;
      this.log.error("order.unreadable", { orderId: document.id, problems: error.message });
      return null;
    }
  }
}

function parseOrder(orderId: string, data: unknown): Order {
  const parsed = orderSchema.safeParse({ ...(data as object), orderId });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new OrderUnreadableError(orderId, problems);
}

/** A field to update; `undefined` removes it (a draft that no longer has items). */
const pair = (path: string[], value: unknown): [FieldPath, unknown] => [
  new FieldPath(...path),
  value === undefined ? FieldValue.delete() : toFirestore(value),
];
const toInstant = ({ seconds, nanoseconds }: Timestamp): Instant => ({ seconds, nanoseconds });
const toTimestamp = ({ seconds, nanoseconds }: Instant): Timestamp => new Timestamp(seconds, nanoseconds);

const instantShape = z.strictObject({ seconds: z.number(), nanoseconds: z.number() });

/** Instants become Timestamps; absent fields are left out. */
function toFirestore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toFirestore);
  if (typeof value !== "object" || value === null) return value;
  const instant = instantShape.safeParse(value);
  if (instant.success) return toTimestamp(instant.data);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, toFirestore(field)]));
}

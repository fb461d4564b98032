import { applyPatch, checkoutOf, type Order } from "../../src/orders/model/order.js";
import type { OrderEvent } from "../../src/orders/model/order-event.js";
import { type RefundRecord, refundRecordSchema } from "../../src/orders/model/refund.js";
import { toStored } from "../../src/orders/model/stored-content.js";
import { logFacts } from "../../src/orders/store/log-facts.js";
import {
  changedFields,
  isOverwritten,
  newOrder,
  OrderUnreadableError,
  parseOrder,
  wholeDocument,
} from "../../src/orders/store/order-document.js";
import {
  ERASED,
  type ExistingOrder,
  type OrderArchive,
  type OrderCursor,
  type OrderListing,
  type OrderPage,
  type OrderSnapshot,
  type OrderStore,
  type OrderWrite,
  type RefundRecords,
  type Subdocument,
  type TextField,
} from "../../src/orders/store/order-store.js";
import { finish } from "../../src/orders/transition/finish.js";
import { addMilliseconds, compareInstants, type Instant } from "../../src/shared/instant.js";
import type { Log } from "../../src/shared/log.js";
import { silentLog } from "../support/silent-log.js";
import type { Fields, MemoryDatabase, StoredDocument } from "./memory-database.js";

const UNREADABLE_RECHECK_MS = 60 * 60_000;

/** Orders in memory. It keeps the contract of the Firestore store: `test/contracts/order-store-contract.ts`. */
export class MemoryOrderStore implements OrderStore, OrderArchive, OrderListing, RefundRecords {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly log: Log = silentLog,
  ) {}

  async read(orderId: string): Promise<OrderSnapshot> {
    const readTime = this.database.tick();
    const document = this.database.orders.get(orderId);
    if (!document) return { orderId, order: null, readTime, version: null };
    return { orderId, order: readOrder(orderId, document), readTime, version: document.version };
  }

  async commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<ExistingOrder | null> {
    const { database } = this;
    const { orderId, order, version } = snapshot;
    const stored = database.orders.get(orderId);
    if (!isVersion(stored?.version ?? null, version)) return null;
    const { patch, cause, facts = [], touches = [] } = write;
    const after = applyPatch(order ?? newOrder(orderId), patch);
    const finished = finish(order, { after, cause, facts });
    for (const { checkoutId } of touches) {
      const checkout = order && checkoutOf(order, checkoutId);
      if (checkout) database.restoreCheckout(checkout);
    }
    // Events outlive an order that is deleted or overwritten: no number is given twice.
    const taken = finished.events.length > 0 ? (database.events.get(orderId) ?? []) : [];
    const eventsBefore = Math.max(order?.eventCount ?? 0, ...taken.map(({ id }) => Number(id)));
    const eventCount = eventsBefore + finished.events.length;
    return this.write(snapshot, write, { ...finished.order, eventCount }, finished.events);
  }

  private write(
    { orderId, order, readTime }: OrderSnapshot,
    { patch, newCheckouts = [], touches = [], problemDetails, refundRecord, erase = [] }: OrderWrite,
    after: Order,
    events: readonly OrderEvent[],
  ): ExistingOrder {
    const { database } = this;
    const time = database.tick();
    const first = after.eventCount - events.length + 1;
    const stored = events.map((event, index) => ({ id: eventId(first + index), ...event }));
    if (stored.length > 0) database.events.set(orderId, [...(database.events.get(orderId) ?? []), ...stored]);
    for (const text of erase) this.erase(orderId, text);
    if (problemDetails) database.internal.set(`${orderId}/problem`, { ...problemDetails, at: readTime });
    if (refundRecord) {
      const path = refundPath(orderId, refundRecord.referenceId);
      database.internal.set(path, { ...database.internal.get(path), ...refundRecord });
    }
    for (const checkout of newCheckouts) {
      const created = { ...checkout, touchedBy: "creation", touches: 0 };
      database.checkouts.set(checkout.checkoutId, { fields: created, version: time });
    }
    const fields = order
      ? withFields(database.orders.get(orderId)?.fields ?? {}, [
          ...changedFields(after, patch),
          [["updatedAt"], readTime],
        ])
      : (withoutAbsent({ ...wholeDocument(after), updatedAt: readTime }) as Fields);
    parsed.set(fields, { ...after, content: toStored(fields) });
    database.putOrder(orderId, fields, time);
    for (const { checkoutId, touch } of touches) database.touchCheckout(checkoutId, touch, time);
    logFacts(this.log, orderId, events);
    return { orderId, order: after, readTime: time, version: time };
  }

  private erase(orderId: string, { collection, id, field }: TextField): void {
    const { events, internal } = this.database;
    if (collection === "events") {
      const history = events.get(orderId) ?? [];
      const erased = history.map((event) => (event.id === id ? { ...event, [field]: ERASED } : event));
      events.set(orderId, erased);
    } else internal.set(`${orderId}/${id}`, { ...internal.get(`${orderId}/${id}`), [field]: ERASED });
  }

  async beneath(orderId: string): Promise<Subdocument[]> {
    const { events, internal } = this.database;
    const forStaff = [...internal]
      .filter(([path]) => path.startsWith(`${orderId}/`))
      .map(([path, fields]) => ({ id: path.slice(orderId.length + 1), fields }));
    return [
      ...(events.get(orderId) ?? []).map(({ id, ...fields }) => ({
        collection: "events" as const,
        id,
        fields,
      })),
      ...forStaff
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => ({ collection: "internal" as const, ...one })),
    ];
  }

  async notRedacted(until: Instant, after: OrderCursor | null, limit: number) {
    const isFound = (createdAt: Instant, document: StoredDocument) =>
      paymentOf(document).redactedAt === null && compareInstants(createdAt, until) <= 0;
    return this.page(isFound, after, limit);
  }

  async createdBetween(from: Instant, to: Instant, after: OrderCursor | null, limit: number) {
    const isFound = (createdAt: Instant) =>
      compareInstants(createdAt, from) >= 0 && compareInstants(createdAt, to) <= 0;
    return this.page(isFound, after, limit);
  }

  async readAll(orderIds: readonly string[]): Promise<Order[]> {
    return orderIds.flatMap((orderId) => {
      const document = this.database.orders.get(orderId);
      return document ? (whenReadable(orderId, document) ?? []) : [];
    });
  }

  private page(
    isFound: (createdAt: Instant, document: StoredDocument) => boolean,
    after: OrderCursor | null,
    limit: number,
  ): OrderPage {
    const all = [...this.database.orders].flatMap(([orderId, document]) => {
      const createdAt = instantOf(document.fields.createdAt);
      return createdAt && isFound(createdAt, document) ? [{ createdAt, orderId, document }] : [];
    });
    const sorted = all.sort(compareCursors).filter((one) => after === null || compareCursors(one, after) > 0);
    const page = sorted.slice(0, limit);
    const last = page.length === limit ? page.at(-1) : undefined;
    const orders = page.flatMap(({ orderId, document }) => whenReadable(orderId, document) ?? []);
    const isOdd = (order: Order) =>
      isOverwritten(order, this.database.orders.get(order.orderId)?.fields, (value) => value);
    return {
      orders,
      overwritten: orders.filter(isOdd).map(({ orderId }) => orderId),
      next: last ? { createdAt: last.createdAt, orderId: last.orderId } : null,
    };
  }

  async readRefund(orderId: string, referenceId: string): Promise<RefundRecord | null> {
    this.database.tick();
    const fields = this.database.internal.get(refundPath(orderId, referenceId));
    return fields ? refundRecordSchema.parse(fields) : null;
  }

  async due(now: Instant, limit: number) {
    const readTime = this.database.tick();
    const due = [...this.database.orders]
      .map(([orderId, document]) => ({ orderId, document, at: instantOf(paymentOf(document).nextCheckAt) }))
      .filter(({ at }) => at !== null && compareInstants(at, now) <= 0)
      .sort((a, b) => (a.at && b.at ? compareInstants(a.at, b.at) : 0) || (a.orderId < b.orderId ? -1 : 1));
    const orders = due.slice(0, limit).flatMap(({ orderId, document }) => {
      const order = this.readable(orderId, document, now);
      return order ? { orderId, order, readTime, version: document.version } : [];
    });
    return { orders, isLast: due.length < limit };
  }

  /** What cannot be read makes way for others. */
  private readable(orderId: string, document: StoredDocument, now: Instant): Order | null {
    const order = whenReadable(orderId, document);
    if (order) return order;
    const nextCheckAt = addMilliseconds(now, UNREADABLE_RECHECK_MS);
    const fields = withFields(document.fields, [[["payment", "nextCheckAt"], nextCheckAt]]);
    this.database.putOrder(orderId, fields, this.database.tick());
    return null;
  }
}

function whenReadable(orderId: string, document: StoredDocument): Order | null {
  try {
    return readOrder(orderId, document);
  } catch (error) {
    if (!(error instanceof OrderUnreadableError)) throw error;
    return null;
  }
}

const compareCursors = (a: OrderCursor, b: OrderCursor): number =>
  compareInstants(a.createdAt, b.createdAt) || (a.orderId < b.orderId ? -1 : Number(a.orderId > b.orderId));

const refundPath = (orderId: string, referenceId: string): string => `${orderId}/refund-${referenceId}`;

const eventId = (number: number): string => String(number).padStart(6, "0");

const isVersion = (a: Instant | null, b: Instant | null): boolean =>
  a === null || b === null ? a === b : compareInstants(a, b) === 0;

/** Orders by their fields. What was written is not parsed again: that would cost more than all the rest of a step. */
const parsed = new WeakMap<Fields, Order>();

/** @throws OrderUnreadableError */
export function readOrder(orderId: string, { fields }: StoredDocument): Order {
  const known = parsed.get(fields);
  if (known) return known;
  const order = parseOrder(orderId, fields);
  parsed.set(fields, order);
  return order;
}

function instantOf(value: unknown): Instant | null {
  return typeof value === "object" && value !== null && "seconds" in value ? (value as Instant) : null;
}

const paymentOf = ({ fields }: StoredDocument): Fields => (fields.payment ?? {}) as Fields;

/** A document with some of its fields written, each by its path; `undefined` removes one. */
function withFields(fields: Fields, changed: readonly [path: string[], value: unknown][]): Fields {
  const document: Record<string, unknown> = { ...fields };
  const copied = new Set<unknown>();
  for (const [path, value] of changed) {
    let inner = document;
    for (const name of path.slice(0, -1)) {
      if (!copied.has(inner[name])) {
        inner[name] = { ...(inner[name] as object | undefined) };
        copied.add(inner[name]);
      }
      inner = inner[name] as Record<string, unknown>;
    }
    const name = path.at(-1) ?? "";
    if (value === undefined) delete inner[name];
    else inner[name] = withoutAbsent(value);
  }
  return document;
}

/** Firestore stores no `undefined`. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(present.map(([name, field]) => [name, withoutAbsent(field)]));
}

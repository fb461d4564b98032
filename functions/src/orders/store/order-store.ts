import type { NewCheckout } from "../../checkouts/checkout.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Touch } from "../../checkouts/checkout-store.js";
import type { Instant } from "../../shared/instant.js";
import type { Order } from "../model/order.js";
import type { RefundRecord } from "../model/refund.js";
import type { OrderChange } from "../transition/transition.js";

/** An order as it was read: at which moment (Firestore's clock), and in which version. `order` is null when there is none. */
export type OrderSnapshot = {
  orderId: string;
  order: Order | null;
  readTime: Instant;
  version: Instant | null;
};

export type ExistingOrder = OrderSnapshot & { order: Order };

/** A document beneath an order, as stored. */
export type Subdocument = {
  collection: "events" | "internal";
  id: string;
  fields: Readonly<Record<string, unknown>>;
};
/** One field of such a document. */
export type TextField = Pick<Subdocument, "collection" | "id"> & { field: string };
/** Stands where a text was erased: a reader that expects a text still finds one. */
export const ERASED = "[erased]";

/** All that one decision writes, atomically. The commit derives the rest, and the events. */
export type OrderWrite = OrderChange & {
  /** Staff-only details of a problem, kept in `internal/problem`. */
  problemDetails?: Record<string, string | null>;
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
   * An order that is absent is made; its patch has to hold the content. A checkout that is to be touched and is not
   * there is made again from its attempt. Gives the order as written.
   */
  commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<ExistingOrder | null>;
  /** Orders whose next check is due at `now`, the longest due first. */
  due(now: Instant, limit: number): Promise<ExistingOrder[]>;
}

/** What redaction needs beyond reading and writing orders. */
export interface OrderArchive {
  /** All events, then all internal documents of an order, each in the order of their ids. */
  beneath(orderId: string): Promise<Subdocument[]>;
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

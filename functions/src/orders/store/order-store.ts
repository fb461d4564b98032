import type { NewCheckout } from "../../checkouts/checkout.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Touch } from "../../checkouts/checkout-store.js";
import type { Instant } from "../../shared/instant.js";
import type { Order } from "../model/order.js";
import type { RefundRecord } from "../model/refund.js";
import type { OrderChange } from "../transition/transition.js";

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
export type DueOrders = { orders: ExistingOrder[]; isLast: boolean };
/** `overwritten`: ids of those whose document lacks what follows from its links. `next` is null on the last page. */
export type OrderPage = { orders: Order[]; overwritten: string[]; next: OrderCursor | null };

/** The Firestore store and the tests' in-memory store keep this contract. */
export interface AllOrders {
  /** @throws OrderUnreadableError when the document breaks the documented form */
  read(orderId: string): Promise<OrderSnapshot>;
  /**
   * Writes if the order is still in the snapshot's version; null when another writer was first. Creates an absent
   * order, whose patch must hold the content, and a missing checkout that is to be touched. Returns the order as
   * written.
   */
  commit(snapshot: OrderSnapshot, write: OrderWrite): Promise<ExistingOrder | null>;
  /** The longest due first. Unreadable ones are left out, and due again an hour later. */
  due(now: Instant, limit: number): Promise<DueOrders>;
  /** Missing orders are left out; unreadable ones are logged, too. */
  readAll(orderIds: readonly string[]): Promise<Order[]>;
  createdBetween(from: Instant, to: Instant, after: OrderCursor | null, limit: number): Promise<OrderPage>;
  beneath(orderId: string): Promise<Subdocument[]>;
  /** Orders created up to `until` that are not redacted, oldest first. */
  notRedacted(until: Instant, after: OrderCursor | null, limit: number): Promise<OrderPage>;
  /** Null when no refund was begun under this reference. */
  readRefund(orderId: string, referenceId: string): Promise<RefundRecord | null>;
  open(): Promise<Order[]>;
  /** Calls `onChange` now with all that are open, then with what changes; returns how to stop. */
  watchOpen(onChange: (changes: OpenChange[]) => void, onError: (error: Error) => void): () => void;
}

export type OrderStore = Pick<AllOrders, "read" | "commit" | "due">;
export type OrderListing = Pick<AllOrders, "readAll" | "createdBetween">;
export type OrderArchive = Pick<AllOrders, "beneath" | "notRedacted">;
export type RefundRecords = Pick<AllOrders, "readRefund">;
export type OpenOrders = Pick<AllOrders, "open" | "watchOpen">;

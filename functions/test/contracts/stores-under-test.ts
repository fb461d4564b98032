import type { NewCheckout } from "../../src/checkouts/checkout.js";
import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { CheckoutStore } from "../../src/checkouts/checkout-store.js";
import {
  type Cause,
  EVENT_VISIBILITY,
  type Fact,
  type OrderEvent,
  type OrderEventType,
} from "../../src/orders/model/order-event.js";
import { toStored } from "../../src/orders/model/stored-content.js";
import type {
  ExistingOrder,
  OrderArchive,
  OrderStore,
  OrderWrite,
  RefundRecords,
} from "../../src/orders/store/order-store.js";
import { addMilliseconds, type Instant } from "../../src/shared/instant.js";
import { checkoutId, content } from "../fixtures/orders.js";

/** Two stores on one database, with what a contract has to see of the documents themselves (Timestamps as Instants). */
export type StoresUnderTest = {
  orders: OrderStore & OrderArchive & RefundRecords;
  checkouts: CheckoutStore;
  /** Writes a whole order document, as a merchant's backend may. */
  putOrder(orderId: string, fields: Record<string, unknown>): Promise<void>;
  /** Deletes the order's document alone; its events and checkouts outlive it. */
  deleteOrder(orderId: string): Promise<void>;
  orderFields(orderId: string): Promise<Record<string, unknown> | undefined>;
  events(orderId: string): Promise<({ id: string } & Record<string, unknown>)[]>;
  problemDetails(orderId: string): Promise<Record<string, unknown> | undefined>;
  /** With Firestore's own time of the last update. */
  checkout(id: CheckoutId): Promise<{ fields: Record<string, unknown>; updateTime: Instant } | undefined>;
};

let count = 0;
const run = Date.now().toString(36);

export const uniqueIds = () => {
  count += 1;
  return { orderId: `CONTRACT-${run}-${count}`, id: checkoutId(`9${run}${count}`) };
};

export const described = (description: string) => toStored({ ...content, description });

/** Why anything is written, where that is not what is tested. */
export const cause: Cause = { at: { seconds: 1, nanoseconds: 0 }, source: "operator" };

export const fact = (type: OrderEventType): Fact => ({ type });

export const eventOf = (type: OrderEventType): OrderEvent => ({
  type,
  from: "DRAFT",
  to: "DRAFT",
  ...cause,
  checkoutId: null,
  amount: content.amount,
  totalRefundedMinor: null,
  detail: null,
  visibility: EVENT_VISIBILITY[type],
});

/** Far from the times of any other test, so that only these orders are due then. */
export const longAgo = (seconds: number): Instant =>
  addMilliseconds({ seconds: 1_000_000_000 + count * 10_000, nanoseconds: 0 }, seconds * 1000);

/** Creates an order, under an id that no other has. */
export async function commitNew(
  { orders }: StoresUnderTest,
  write: Partial<OrderWrite> = {},
  { orderId }: { orderId: string } = uniqueIds(),
): Promise<ExistingOrder> {
  const snapshot = await orders.read(orderId);
  const patch = { content: toStored(content), createdAt: snapshot.readTime, ...write.patch };
  const written = await orders.commit(snapshot, { cause, ...write, patch });
  if (!written) throw new Error(`${orderId} was there already`);
  return written;
}

/** Creates an order with one checkout. */
export async function commitWithCheckout(stores: StoresUnderTest) {
  const { orderId, id } = uniqueIds();
  const order = await commitNew(stores, { newCheckouts: [aNewCheckout(orderId, id)] }, { orderId });
  return { orderId, id, order };
}

export const aNewCheckout = (orderId: string, id: CheckoutId): NewCheckout => ({
  checkoutId: id,
  orderId,
  requestId: `${orderId}-r1`,
  firebaseDatabase: "pc-test-734bc",
  firebaseCollection: "checkouts",
  firebaseDocument: null,
});

import type { NewCheckout } from "../../src/checkouts/checkout.js";
import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { Touch } from "../../src/checkouts/checkout-store.js";
import { checkoutOf, listAttempts, type Order } from "../../src/orders/model/order.js";
import type { OrderEvent } from "../../src/orders/model/order-event.js";
import type { CheckoutTouch } from "../../src/orders/reconcile/reconcile.js";
import { wholeDocument } from "../../src/orders/store/order-document.js";
import { addMilliseconds, type Instant } from "../../src/shared/instant.js";

/** A document's fields: Instants where Firestore has Timestamps. Replaced as a whole, never changed in place. */
export type Fields = Readonly<Record<string, unknown>>;
export type StoredDocument = { fields: Fields; version: Instant };
export type StoredEvent = { id: string } & OrderEvent;

/** One microsecond: the finest step of Firestore's clock. */
const TICK_MS = 0.001;

/**
 * What the memory stores share: the documents, and one clock that no two operations read alike. As in Firestore, an
 * order's events and details are documents of their own and outlive it, a write is seen by every later read, and an
 * update of a checkout fires a trigger.
 */
export class MemoryDatabase {
  readonly orders = new Map<string, StoredDocument>();
  readonly events = new Map<string, readonly StoredEvent[]>();
  /** What is for staff beneath an order: `{orderId}/problem`, `{orderId}/refund-{referenceId}`. */
  readonly internal = new Map<string, Fields>();
  readonly checkouts = new Map<CheckoutId, StoredDocument>();
  /** Called with every update of a checkout, once it is stored. */
  onTouch: (touch: CheckoutTouch) => void = () => undefined;
  /** Called with every order that was written. */
  onOrderWritten: (orderId: string) => void = () => undefined;
  private time: Instant;

  constructor(start: Instant) {
    this.time = start;
  }

  /** The clock as it stands; reading it moves nothing. */
  get now(): Instant {
    return this.time;
  }

  /** The time of one operation: later than that of any before. */
  tick(): Instant {
    return this.pass(TICK_MS);
  }

  /** Lets time pass. */
  pass(ms: number): Instant {
    this.time = addMilliseconds(this.time, ms);
    return this.time;
  }

  putOrder(orderId: string, fields: Fields, version: Instant): void {
    this.orders.set(orderId, { fields, version });
    this.onOrderWritten(orderId);
  }

  /** Stores an order as a whole, in the form of its document. */
  put(order: Order, version = this.tick()): void {
    this.putOrder(order.orderId, wholeDocument(order), version);
  }

  putWithCheckouts(order: Order): void {
    this.put(order);
    for (const [id] of listAttempts(order)) {
      const checkout = checkoutOf(order, id);
      if (checkout) this.restoreCheckout(checkout);
    }
  }

  /** Makes a checkout that is not there. */
  restoreCheckout(checkout: NewCheckout): void {
    if (this.checkouts.has(checkout.checkoutId)) return;
    const fields = { ...checkout, touchedBy: "creation", touches: 0 };
    this.checkouts.set(checkout.checkoutId, { fields, version: this.now });
  }

  /** Updates a checkout that exists, and fires its trigger. */
  touchCheckout(checkoutId: CheckoutId, touch: Touch, version: Instant): void {
    const { fields } = this.checkouts.get(checkoutId) ?? {};
    if (!fields) throw new Error(`there is no checkouts/${checkoutId}`);
    const { by: touchedBy, ...named } = touch;
    const touches = Number(fields.touches) + 1;
    this.checkouts.set(checkoutId, { fields: { ...fields, ...named, touchedBy, touches }, version });
    this.onTouch({ checkoutId, orderId: String(fields.orderId), touchedAt: version, touchedBy });
  }
}

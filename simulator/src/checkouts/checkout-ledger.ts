import type { Checkout } from "./checkout.js";

/** All checkouts, in memory. Knows where they are, not what may become of them. */
export class CheckoutLedger {
  readonly #byId = new Map<string, Checkout>();
  readonly #byKey = new Map<string, Checkout>();
  readonly #byRequestId = new Map<string, Checkout[]>();

  add(checkout: Checkout): void {
    this.#byId.set(checkout.id, checkout);
    this.#byKey.set(checkout.checkoutKey, checkout);
    const siblings = this.#byRequestId.get(checkout.order.requestId) ?? [];
    this.#byRequestId.set(checkout.order.requestId, [...siblings, checkout]);
  }

  byId(id: string): Checkout | undefined {
    return this.#byId.get(id);
  }

  byKey(checkoutKey: string): Checkout | undefined {
    return this.#byKey.get(checkoutKey);
  }

  /** More than one only where a duplicate was let through. */
  withRequestId(requestId: string): readonly Checkout[] {
    return this.#byRequestId.get(requestId) ?? [];
  }

  /** Oldest first. */
  all(): Checkout[] {
    return [...this.#byId.values()];
  }

  get size(): number {
    return this.#byId.size;
  }

  clear(): void {
    this.#byId.clear();
    this.#byKey.clear();
    this.#byRequestId.clear();
  }
}

import type { NewCheckout } from "../../src/checkouts/checkout.js";
import { type Checkout, checkoutSchema } from "../../src/checkouts/checkout.js";
import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { CheckoutListing, CheckoutStore, Touch } from "../../src/checkouts/checkout-store.js";
import type { MemoryDatabase } from "./memory-database.js";

/** Checkouts in memory. It keeps the contract of the Firestore store: `test/contracts/checkout-store-contract.ts`. */
export class MemoryCheckoutStore implements CheckoutStore, CheckoutListing {
  constructor(private readonly database: MemoryDatabase) {}

  read(checkoutId: CheckoutId): Promise<Checkout | null> {
    this.database.tick();
    const document = this.database.checkouts.get(checkoutId);
    return Promise.resolve(document ? checkoutSchema.parse(document.fields) : null);
  }

  async readAll(checkoutIds: readonly CheckoutId[]): Promise<Checkout[]> {
    const documents = checkoutIds.flatMap((id) => this.database.checkouts.get(id) ?? []);
    return documents.map(({ fields }) => checkoutSchema.parse(fields));
  }

  touch(checkoutId: CheckoutId, touch: Touch): Promise<"touched" | "unknown"> {
    const time = this.database.tick();
    if (!this.database.checkouts.has(checkoutId)) return Promise.resolve("unknown");
    this.database.touchCheckout(checkoutId, touch, time);
    return Promise.resolve("touched");
  }

  restore(checkout: NewCheckout): Promise<void> {
    this.database.tick();
    this.database.restoreCheckout(checkout);
    return Promise.resolve();
  }
}

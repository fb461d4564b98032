import { FieldValue, type Firestore, type WriteBatch } from "firebase-admin/firestore";
import { isMissing, isTaken } from "../shared/firestore-error.js";
import { nullWhen } from "../shared/null-when.js";
import { type Checkout, checkoutSchema, type NewCheckout } from "./checkout.js";
import { CHECKOUTS } from "./checkout-document.js";
import type { CheckoutId } from "./checkout-id.js";
import type { Source } from "./source.js";

export type Touch = { by: Source; providerDigest?: string; referenceId?: string };

export type CheckoutStore = Pick<FirestoreCheckoutStore, "read" | "touch" | "restore">;
export type CheckoutListing = Pick<FirestoreCheckoutStore, "readAll">;

const UNTOUCHED = { touchedBy: "creation", touches: 0 };

export class FirestoreCheckoutStore {
  constructor(private readonly firestore: Firestore) {}

  async read(checkoutId: CheckoutId): Promise<Checkout | null> {
    const snapshot = await this.document(checkoutId).get();
    return snapshot.exists ? checkoutSchema.parse(snapshot.data()) : null;
  }

  async readAll(checkoutIds: readonly CheckoutId[]): Promise<Checkout[]> {
    if (checkoutIds.length === 0) return [];
    const snapshots = await this.firestore.getAll(...checkoutIds.map((id) => this.document(id)));
    return snapshots.flatMap((snapshot) => checkoutSchema.safeParse(snapshot.data()).data ?? []);
  }

  /** Fires the trigger; "unknown" when the checkout does not exist. */
  async touch(checkoutId: CheckoutId, touch: Touch): Promise<"touched" | "unknown"> {
    const written = await nullWhen(isMissing, this.document(checkoutId).update(touchFields(touch)));
    return written ? "touched" : "unknown";
  }

  /** Creates a deleted checkout again; an existing one stays as it is. */
  async restore(checkout: NewCheckout): Promise<void> {
    await nullWhen(isTaken, this.document(checkout.checkoutId).create({ ...checkout, ...UNTOUCHED }));
  }

  /** Adds a creation to an order's batch. @param overwrite to replace a document that outlived its order */
  createIn(batch: WriteBatch, checkout: NewCheckout, overwrite = false): void {
    const fields = { ...checkout, ...UNTOUCHED };
    if (overwrite) batch.set(this.document(checkout.checkoutId), fields);
    else batch.create(this.document(checkout.checkoutId), fields);
  }

  touchIn(batch: WriteBatch, checkoutId: CheckoutId, touch: Touch): void {
    batch.update(this.document(checkoutId), touchFields(touch));
  }

  private document(checkoutId: CheckoutId) {
    return this.firestore.collection(CHECKOUTS).doc(checkoutId);
  }
}

const touchFields = ({ by: touchedBy, ...named }: Touch) => ({
  touchedBy,
  touches: FieldValue.increment(1),
  ...named,
});

export async function restoreMissing(
  checkouts: CheckoutListing & Pick<CheckoutStore, "restore">,
  wanted: readonly NewCheckout[],
): Promise<void> {
  const present = await checkouts.readAll(wanted.map(({ checkoutId }) => checkoutId));
  const ids = new Set(present.map(({ checkoutId }) => checkoutId));
  for (const checkout of wanted) if (!ids.has(checkout.checkoutId)) await checkouts.restore(checkout);
}

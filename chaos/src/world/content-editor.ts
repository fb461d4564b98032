import { FieldValue } from "firebase-admin/firestore";
import { documentIdOf } from "../../../functions/src/shared/order-id.js";

/** A change of an order's amount. */
export type Edit = {
  readonly orderId: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly fromMinor: number;
};

/** A status that a shop's backend may write over ours. */
export const STATUS_OF_OTHERS = "SHIPPED";

/** What a backend, a CRM or an erasure script may leave in a document. */
const ODD = {
  "empty-phone": { "customer.phone": "" },
  "own-field": { "customer.loyalty": "gold" },
  "no-items": { items: [], totals: null },
  "two-lines": { description: "Two\nlines" },
  shipped: { status: STATUS_OF_OTHERS },
};
export const ODD_EDITS = Object.keys(ODD) as (keyof typeof ODD)[];

/** What others with all rights write into an order's document: another amount, or undocumented content. */
export type ContentEdit = "dearer" | keyof typeof ODD;

/** Writes and deletes documents of the product, as others with all rights may do. */
export class ContentEditor {
  readonly edits: Edit[] = [];
  /** How often a document of a checkout had been touched when it was deleted. */
  readonly deletedTouches = new Map<string, number>();

  constructor(private readonly firestore: FirebaseFirestore.Firestore) {}

  async edit(orderId: string, how: ContentEdit): Promise<void> {
    const document = this.firestore.collection("orders").doc(documentIdOf(orderId));
    if (how !== "dearer") return void (await document.update(ODD[how]));
    const at = Date.now();
    const minor = (await document.get()).get("amount.minor") as number;
    await document.update({ "amount.minor": FieldValue.increment(minor) });
    this.edits.push({ orderId, at, fromMinor: minor });
  }

  /** As a clean-up job does. A document that is touched meanwhile stays: its touches could not be counted. */
  async deleteCheckouts(orderId: string): Promise<void> {
    const { docs } = await this.firestore.collection("checkouts").where("orderId", "==", orderId).get();
    for (const document of docs) {
      const { id, ref, updateTime: lastUpdateTime } = document;
      const isDeleted = await ref.delete({ lastUpdateTime }).then(
        () => true,
        () => false,
      );
      const before = this.deletedTouches.get(id) ?? 0;
      if (isDeleted) this.deletedTouches.set(id, before + Number(document.get("touches")));
    }
  }
}

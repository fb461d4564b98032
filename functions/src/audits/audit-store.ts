import {
  type DocumentReference,
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  type WriteResult,
} from "firebase-admin/firestore";
import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { FirestoreCheckoutStore } from "../checkouts/checkout-store.js";
import { toFirestore, toInstant, toTimestamp } from "../orders/store/order-document.js";
import { isLostRace, isTaken } from "../shared/firestore-error.js";
import type { Instant } from "../shared/instant.js";
import { nullWhen } from "../shared/null-when.js";
import { type Audit, auditSchema, type Difference } from "./audit.js";

/** `version` and `readTime` are on Firestore's clock. */
export type AuditSnapshot = { audit: Audit; version: Instant; readTime: Instant };

/** Checkout ids of one page of the vendor's. */
export type AuditPage = { page: string; checkoutIds: readonly CheckoutId[] };

export type AuditWrite = {
  audit: Audit;
  seen?: AuditPage;
  differences?: readonly Difference[];
  /** Pages that are needed no more. */
  forgotten?: readonly string[];
  /** To be read again; all of them have to exist. */
  touches?: readonly NewCheckout[];
};

export type AuditStore = Omit<FirestoreAuditStore, "differences">;

const COLLECTION = "audits";

/** Firestore's automatic indexes serve them. */
export const auditQueries = {
  ofDay: (firestore: Firestore, day: string): Query =>
    firestore.collection(COLLECTION).orderBy(FieldPath.documentId()).startAt(day).endAt(`${day}-~`),
  unfinished: (firestore: Firestore): Query =>
    firestore.collection(COLLECTION).where("state", "==", "running"),
};

export class FirestoreAuditStore {
  constructor(
    private readonly firestore: Firestore,
    private readonly checkouts: FirestoreCheckoutStore,
  ) {}

  async read(auditId: string): Promise<AuditSnapshot | null> {
    const snapshot = await this.document(auditId).get();
    return snapshot.exists ? asRead(snapshot, auditSchema.parse(snapshot.data())) : null;
  }

  async differences(auditId: string): Promise<Difference[]> {
    const { docs } = await this.document(auditId).collection("differences").get();
    return docs.map((document) => document.data() as Difference);
  }

  /** @param day `yyyy-mm-dd` */
  async ofDay(day: string): Promise<AuditSnapshot[]> {
    const { docs } = await auditQueries.ofDay(this.firestore, day).get();
    return docs.flatMap((document) => asRead(document, auditSchema.parse(document.data())) ?? []);
  }

  /** Running audits; unreadable ones are left out. */
  async unfinished(): Promise<AuditSnapshot[]> {
    const { docs } = await auditQueries.unfinished(this.firestore).get();
    return docs.flatMap((document) => {
      const { data } = auditSchema.safeParse(document.data());
      return (data && asRead(document, data)) ?? [];
    });
  }

  /** Null when it exists. */
  async create(audit: Audit): Promise<AuditSnapshot | null> {
    const creation = this.document(audit.auditId).create(toFirestore(audit) as object);
    return asWritten(audit, await nullWhen(isTaken, creation));
  }

  /** Writes if the audit is unchanged; null when another run was first. */
  async commit(snapshot: AuditSnapshot, write: AuditWrite): Promise<AuditSnapshot | null> {
    const { audit, seen, forgotten = [], differences = [], touches = [] } = write;
    const document = this.document(audit.auditId);
    const batch = this.firestore.batch();
    batch.update(document, toFirestore(audit) as object, { lastUpdateTime: toTimestamp(snapshot.version) });
    if (seen) {
      const page = { startedAt: toTimestamp(audit.startedAt), checkoutIds: seen.checkoutIds };
      batch.set(document.collection("pages").doc(seen.page), page);
    }
    for (const page of forgotten) batch.delete(document.collection("pages").doc(page));
    for (const difference of differences) {
      batch.set(document.collection("differences").doc(difference.checkoutId), difference);
    }
    for (const { checkoutId } of touches) this.checkouts.touchIn(batch, checkoutId, { by: "audit" });
    const [first = null] = (await nullWhen(isLostRace, batch.commit())) ?? [];
    return asWritten(audit, first);
  }

  /** All of them; those that lie beneath a deleted audit of the same id show nothing. */
  async pages({ auditId, startedAt }: Audit): Promise<AuditPage[]> {
    const own = toTimestamp(startedAt);
    const { docs } = await this.document(auditId).collection("pages").get();
    return docs.map((page) => {
      // Pages of an earlier version name no time.
      const isOwn = own.isEqual(page.get("startedAt") ?? own);
      return { page: page.id, checkoutIds: isOwn ? page.get("checkoutIds") : [] };
    });
  }

  private document(auditId: string): DocumentReference {
    return this.firestore.collection(COLLECTION).doc(auditId);
  }
}

function asRead({ updateTime, readTime }: DocumentSnapshot, audit: Audit): AuditSnapshot | null {
  return updateTime ? { audit, version: toInstant(updateTime), readTime: toInstant(readTime) } : null;
}

function asWritten(audit: Audit, result: WriteResult | null): AuditSnapshot | null {
  const time = result && toInstant(result.writeTime);
  return time && { audit, version: time, readTime: time };
}

import type { DocumentReference, Firestore } from "firebase-admin/firestore";
import type { Instant } from "../orders/instant.js";
import { toFirestore, toInstant, toTimestamp } from "../orders/order-document.js";
import { type Audit, auditSchema, type Difference } from "./audit.js";

/** An audit as it was read or written: in which version, and at which moment on Firestore's clock. */
export type AuditSnapshot = { audit: Audit; version: Instant; readTime: Instant };

/** What one page adds, written together. */
export type AuditWrite = {
  audit: Audit;
  /** Checkout ids that a vendor's page showed, kept until the audit ends. */
  seen?: { page: string; checkoutIds: readonly string[] };
  differences?: readonly Difference[];
};

/** Reads and writes audits. */
export interface AuditStore {
  read(auditId: string): Promise<AuditSnapshot | null>;
  /** Starts an audit; null when it exists. */
  create(audit: Audit): Promise<AuditSnapshot | null>;
  /** Writes on the condition that the audit is still in the snapshot's version; null when another run was first. */
  commit(snapshot: AuditSnapshot, write: AuditWrite): Promise<AuditSnapshot | null>;
  /** All that `commit` was given as seen, by page. */
  seen(auditId: string): Promise<Map<string, readonly string[]>>;
  /** Drops what was kept as seen. */
  forgetSeen(auditId: string): Promise<void>;
}

const COLLECTION = "audits";
const ALREADY_EXISTS = 6;
const BATCH_LIMIT = 500;
/** gRPC codes (not found, failed precondition, aborted) with which Firestore says that another writer was first. */
const LOST_RACE: ReadonlySet<unknown> = new Set([5, 9, 10]);

/** The only code that knows `audits/*`. */
export class FirestoreAuditStore implements AuditStore {
  constructor(private readonly firestore: Firestore) {}

  async read(auditId: string): Promise<AuditSnapshot | null> {
    const snapshot = await this.document(auditId).get();
    if (!snapshot.exists || !snapshot.updateTime) return null;
    return {
      audit: auditSchema.parse(snapshot.data()),
      version: toInstant(snapshot.updateTime),
      readTime: toInstant(snapshot.readTime),
    };
  }

  async create(audit: Audit): Promise<AuditSnapshot | null> {
    try {
      const { writeTime } = await this.document(audit.auditId).create(toFirestore(audit) as object);
      return written(audit, toInstant(writeTime));
    } catch (error) {
      if ((error as { code?: unknown }).code === ALREADY_EXISTS) return null;
      throw error;
    }
  }

  async commit(snapshot: AuditSnapshot, write: AuditWrite): Promise<AuditSnapshot | null> {
    const { audit, seen, differences = [] } = write;
    const document = this.document(audit.auditId);
    const batch = this.firestore.batch();
    batch.update(document, toFirestore(audit) as object, { lastUpdateTime: toTimestamp(snapshot.version) });
    if (seen) batch.set(this.pages(document).doc(seen.page), { checkoutIds: seen.checkoutIds });
    for (const difference of differences) {
      batch.set(document.collection("differences").doc(difference.checkoutId), difference);
    }
    try {
      const [first] = await batch.commit();
      return first ? written(audit, toInstant(first.writeTime)) : null;
    } catch (error) {
      if (LOST_RACE.has((error as { code?: unknown }).code)) return null;
      throw error;
    }
  }

  async seen(auditId: string): Promise<Map<string, readonly string[]>> {
    const { docs } = await this.pages(this.document(auditId)).get();
    return new Map(docs.map((page) => [page.id, page.get("checkoutIds") as string[]]));
  }

  async forgetSeen(auditId: string): Promise<void> {
    const pages = await this.pages(this.document(auditId)).listDocuments();
    for (let first = 0; first < pages.length; first += BATCH_LIMIT) {
      const batch = this.firestore.batch();
      for (const page of pages.slice(first, first + BATCH_LIMIT)) batch.delete(page);
      await batch.commit();
    }
  }

  private document(auditId: string): DocumentReference {
    return this.firestore.collection(COLLECTION).doc(auditId);
  }

  private pages(document: DocumentReference) {
    return document.collection("pages");
  }
}

const written = (audit: Audit, time: Instant): AuditSnapshot => ({ audit, version: time, readTime: time });

import assert from "node:assert/strict";
import type { Audit, Difference } from "../../src/audits/audit.js";
import type { AuditDependencies } from "../../src/audits/audit-dependencies.js";
import type { AuditSnapshot, AuditStore, AuditWrite } from "../../src/audits/audit-store.js";
import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { Order } from "../../src/orders/model/order.js";
import { compareInstants, type Instant } from "../../src/shared/instant.js";
import { at } from "../fixtures/orders.js";
import type { Fields, StoredDocument } from "../memory/memory-database.js";
import { readOrder } from "../memory/memory-order-store.js";
import { memoryStores } from "../memory/memory-stores.js";
import { recordedLog } from "./recorded-log.js";
import type { VendorListing } from "./vendor-listing.js";

type Stored<T> = { value: T; version: Instant };
type Page = { startedAt: Instant; checkoutIds: readonly CheckoutId[] };

/** When the specs' audits begin: ten days after the specs' day, so that there is a window before. */
const DAY_S = 10 * 86_400;
export const DAY_OF_AUDIT = at(DAY_S);

/** Firestore as an audit sees it: documents with versions, writes on a condition, batches whole or not at all. */
export class MemoryFirestore {
  private readonly stores = memoryStores(DAY_S);
  private readonly database = this.stores.database;
  readonly orders = this.stores.orders;
  readonly checkoutStore = this.stores.checkouts;
  private readonly audits = new Map<string, Stored<Audit>>();
  private readonly pages = new Map<string, Map<string, Page>>();
  private readonly noted = new Map<string, Map<string, Difference>>();
  readonly touched: CheckoutId[] = [];
  largestBatch = 0;
  /** Documents in `checkouts/*`: those of the orders put, unless taken out. */
  readonly checkouts = this.database.checkouts;

  put(...orders: Order[]): this {
    for (const order of orders) this.database.putWithCheckouts(order);
    return this;
  }

  order(orderId: string): Order | undefined {
    const document = this.database.orders.get(orderId);
    return document && readOrder(orderId, document);
  }

  document(orderId: string): StoredDocument {
    return this.database.orders.get(orderId) ?? assert.fail(`no order ${orderId}`);
  }

  /** As somebody else writes, who has all rights. */
  overwrite(orderId: string, fields: Fields): void {
    this.database.putOrder(orderId, { ...this.document(orderId).fields, ...fields }, this.database.tick());
  }

  audit(auditId: string): Audit | undefined {
    return this.audits.get(auditId)?.value;
  }

  /** As Firestore does: what lies beneath stays. */
  deleteAudit(auditId: string): void {
    this.audits.delete(auditId);
  }

  /** What was noted of an audit, by checkout. */
  differences(auditId: string): Difference[] {
    const all = [...(this.noted.get(auditId)?.values() ?? [])];
    return all.toSorted((a, b) => a.checkoutId.localeCompare(b.checkoutId));
  }

  get pagesKept(): number {
    return [...this.pages.values()].reduce((sum, { size }) => sum + size, 0);
  }

  readonly auditStore: AuditStore = {
    read: async (auditId) => {
      const found = this.audits.get(auditId);
      return found ? this.snapshot(found) : null;
    },
    create: async (audit) => {
      if (this.audits.has(audit.auditId)) return null;
      const stored = { value: audit, version: this.database.tick() };
      this.audits.set(audit.auditId, stored);
      return { audit, version: stored.version, readTime: stored.version };
    },
    commit: async (snapshot, write) => this.commitAudit(snapshot, write),
    ofDay: async (day) => {
      const found = [...this.audits].filter(([auditId]) => auditId.startsWith(day));
      return found.map(([, stored]) => this.snapshot(stored));
    },
    unfinished: async () => {
      const running = [...this.audits.values()].filter(({ value }) => value.state === "running");
      return running.map((stored) => this.snapshot(stored));
    },
    pages: async ({ auditId, startedAt }) =>
      [...(this.pages.get(auditId) ?? [])].map(([page, one]) => {
        const isOwn = compareInstants(one.startedAt, startedAt) === 0;
        return { page, checkoutIds: isOwn ? one.checkoutIds : [] };
      }),
  };

  private snapshot({ value, version }: Stored<Audit>): AuditSnapshot {
    return { audit: value, version, readTime: this.database.tick() };
  }

  private commitAudit({ version }: AuditSnapshot, write: AuditWrite): AuditSnapshot | null {
    const { audit, seen, forgotten = [], differences = [], touches = [] } = write;
    const found = this.audits.get(audit.auditId);
    const isWritable =
      found?.version === version && touches.every(({ checkoutId }) => this.checkouts.has(checkoutId));
    if (!isWritable) return null;
    const size = 1 + (seen ? 1 : 0) + forgotten.length + differences.length + touches.length;
    this.largestBatch = Math.max(this.largestBatch, size);
    const stored = { value: audit, version: this.database.tick() };
    this.audits.set(audit.auditId, stored);
    const { startedAt } = audit;
    if (seen) of(this.pages, audit.auditId).set(seen.page, { startedAt, checkoutIds: seen.checkoutIds });
    for (const page of forgotten) of(this.pages, audit.auditId).delete(page);
    for (const one of differences) of(this.noted, audit.auditId).set(one.checkoutId, one);
    this.touched.push(...touches.map(({ checkoutId }) => checkoutId));
    return { audit, version: stored.version, readTime: stored.version };
  }
}

/** The audit's dependencies over these stores and this vendor; what was logged stands in `logged`. */
export function anAuditor(
  firestore: MemoryFirestore,
  pointcheckout: VendorListing,
  settings: Partial<AuditDependencies["settings"]> = {},
) {
  const { lines: logged, log } = recordedLog();
  const deps: AuditDependencies = {
    audits: firestore.auditStore,
    orders: firestore.orders,
    checkouts: firestore.checkoutStore,
    pointcheckout,
    settings: { auditDays: 9, livemode: false, requestIdPrefix: "", ...settings },
    log,
    hasTimeLeft: () => true,
  };
  return { deps, logged };
}

function of<V>(all: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const one = all.get(key) ?? new Map<string, V>();
  all.set(key, one);
  return one;
}

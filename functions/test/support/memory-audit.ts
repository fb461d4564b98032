import type { Audit, Difference } from "../../src/audits/audit.js";
import type { AuditDependencies } from "../../src/audits/audit-run.js";
import type { AuditSnapshot, AuditStore, AuditWrite } from "../../src/audits/audit-store.js";
import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import { applyPatch, listAttempts, type Order } from "../../src/orders/model/order.js";
import { finish } from "../../src/orders/transition/finish.js";
import { compareInstants, type Instant } from "../../src/shared/instant.js";
import type { LogFields } from "../../src/shared/log.js";
import { at, secondsOf } from "../fixtures/orders.js";
import type { VendorListing } from "./vendor-listing.js";

type Stored<T> = { value: T; version: Instant };

/** Firestore as an audit sees it: documents with versions, writes on a condition, batches whole or not at all. */
export class MemoryFirestore {
  private clock = secondsOf(DAY_OF_AUDIT) ?? 0;
  private readonly orders = new Map<string, Stored<Order>>();
  private readonly audits = new Map<string, Stored<Audit>>();
  private readonly pages = new Map<string, Map<string, readonly CheckoutId[]>>();
  private readonly noted = new Map<string, Map<string, Difference>>();
  /** Every touch, in order. */
  readonly touched: CheckoutId[] = [];
  /** How many documents the largest batch wrote. */
  largestBatch = 0;
  /** Documents in `checkouts/*`: those of the orders put, unless taken out. */
  readonly checkouts = new Map<CheckoutId, string>();

  /** Firestore's clock: every read and write is a little later than the one before. */
  now(): Instant {
    this.clock += 0.001;
    return at(this.clock);
  }

  put(...orders: Order[]): this {
    for (const value of orders) {
      this.orders.set(value.orderId, { value, version: this.now() });
      for (const [id] of listAttempts(value)) this.checkouts.set(id, value.orderId);
    }
    return this;
  }

  order(orderId: string): Order | undefined {
    return this.orders.get(orderId)?.value;
  }

  audit(auditId: string): Audit | undefined {
    return this.audits.get(auditId)?.value;
  }

  /** Stores an audit as it is, whatever was there. */
  putAudit(value: Audit): void {
    this.audits.set(value.auditId, { value, version: this.now() });
  }

  /** What was noted of an audit, by checkout. */
  differences(auditId: string): Difference[] {
    const all = [...(this.noted.get(auditId)?.values() ?? [])];
    return all.toSorted((a, b) => a.checkoutId.localeCompare(b.checkoutId));
  }

  /** How many documents are kept of what audits have seen. */
  get pagesKept(): number {
    return [...this.pages.values()].reduce((sum, { size }) => sum + size, 0);
  }

  readonly orderStore: AuditDependencies["orders"] = {
    read: async (orderId) => {
      const found = this.orders.get(orderId);
      const readTime = this.now();
      return { orderId, order: found?.value ?? null, readTime, version: found?.version ?? null };
    },
    commit: async ({ orderId, version }, { patch, cause }) => {
      const found = this.orders.get(orderId);
      if (!found || found.version !== version) return null;
      const { order } = finish(found.value, { after: applyPatch(found.value, patch), cause });
      const now = this.now();
      this.orders.set(orderId, { value: order, version: now });
      return { orderId, order, readTime: now, version: now };
    },
    readAll: async (orderIds) => orderIds.flatMap((id) => this.orders.get(id)?.value ?? []),
    createdBetween: async (from, to, after, limit) => {
      const all = [...this.orders.values()].flatMap(({ value }) =>
        value.createdAt ? [{ ...value, createdAt: value.createdAt }] : [],
      );
      const sorted = all
        .filter(
          ({ createdAt }) => compareInstants(createdAt, from) >= 0 && compareInstants(createdAt, to) <= 0,
        )
        .toSorted((a, b) => compareInstants(a.createdAt, b.createdAt) || compareText(a.orderId, b.orderId))
        .filter(
          (order) =>
            after === null ||
            (compareInstants(order.createdAt, after.createdAt) || compareText(order.orderId, after.orderId)) >
              0,
        );
      const orders = sorted.slice(0, limit);
      const last = orders.length === limit ? orders.at(-1) : undefined;
      return { orders, next: last ? { createdAt: last.createdAt, orderId: last.orderId } : null };
    },
  };

  readonly checkoutStore: AuditDependencies["checkouts"] = {
    restore: async ({ checkoutId, orderId }) => void this.checkouts.set(checkoutId, orderId),
    readAll: async (ids) =>
      ids.flatMap((checkoutId) => {
        const orderId = this.checkouts.get(checkoutId);
        const attempt = this.order(orderId ?? "")?.attempts[checkoutId];
        if (orderId === undefined) return [];
        return {
          checkoutId,
          orderId,
          requestId: attempt?.requestId ?? "",
          touchedBy: "creation",
          touches: 0,
          firebaseDatabase: null,
          firebaseCollection: null,
          firebaseDocument: null,
        };
      }),
  };

  readonly auditStore: AuditStore = {
    read: async (auditId) => {
      const found = this.audits.get(auditId);
      return found ? this.snapshot(found) : null;
    },
    create: async (audit) => {
      if (this.audits.has(audit.auditId)) return null;
      const stored = { value: audit, version: this.now() };
      this.audits.set(audit.auditId, stored);
      return { audit, version: stored.version, readTime: stored.version };
    },
    commit: async (snapshot, write) => this.commitAudit(snapshot, write),
    unfinished: async () => {
      const running = [...this.audits.values()].filter(({ value }) => value.state === "running");
      return running.map((stored) => this.snapshot(stored));
    },
    seen: async (auditId) => new Map(this.pages.get(auditId)),
    forgetSeen: async (auditId) => {
      this.pages.delete(auditId);
    },
  };

  private snapshot({ value, version }: Stored<Audit>): AuditSnapshot {
    return { audit: value, version, readTime: this.now() };
  }

  private commitAudit({ version }: AuditSnapshot, write: AuditWrite): AuditSnapshot | null {
    const { audit, seen, differences = [], touches = [] } = write;
    const found = this.audits.get(audit.auditId);
    const isWritable = found?.version === version && touches.every((id) => this.checkouts.has(id));
    if (!isWritable) return null;
    const size = 1 + (seen ? 1 : 0) + differences.length + touches.length;
    this.largestBatch = Math.max(this.largestBatch, size);
    const stored = { value: audit, version: this.now() };
    this.audits.set(audit.auditId, stored);
    if (seen) of(this.pages, audit.auditId).set(seen.page, seen.checkoutIds);
    for (const one of differences) of(this.noted, audit.auditId).set(one.checkoutId, one);
    this.touched.push(...touches);
    return { audit, version: stored.version, readTime: stored.version };
  }
}

/** When the specs' audits begin: ten days after the specs' day, so that there is a window before. */
export const DAY_OF_AUDIT = at(10 * 86_400);

/** The audit's dependencies over these stores and this vendor; what was logged stands in `logged`. */
export function anAuditor(
  firestore: MemoryFirestore,
  pointcheckout: VendorListing,
  settings: Partial<AuditDependencies["settings"]> = {},
) {
  const logged: { level: string; event: string; fields: LogFields }[] = [];
  const say =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void logged.push({ level, event, fields });
  const deps: AuditDependencies = {
    audits: firestore.auditStore,
    orders: firestore.orderStore,
    checkouts: firestore.checkoutStore,
    pointcheckout,
    settings: { auditDays: 9, livemode: false, requestIdPrefix: "", ...settings },
    log: { info: say("info"), warn: say("warn"), error: say("error") },
    hasTimeLeft: () => true,
  };
  return { deps, logged };
}

function of<V>(all: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const one = all.get(key) ?? new Map<string, V>();
  all.set(key, one);
  return one;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import assert from "node:assert/strict";
import type { AuditDependencies } from "../../src/audits/audit-dependencies.js";
import { runDailyAudit } from "../../src/audits/run-audit.js";
import { addMilliseconds, toIsoString } from "../../src/shared/instant.js";
import { agreeing, aPair, DIFFERING, linkId, type Pair } from "../fixtures/audited.js";
import { aRemote } from "../fixtures/orders.js";
import { anAuditor, DAY_OF_AUDIT, MemoryFirestore } from "./memory-audit.js";
import { type ListingHabits, VendorListing } from "./vendor-listing.js";

export const DAY_MS = 24 * 60 * 60_000;
export const TODAY = toIsoString(DAY_OF_AUDIT).slice(0, 10);
export const tomorrow = addMilliseconds(DAY_OF_AUDIT, DAY_MS);

type Settings = Partial<AuditDependencies["settings"]>;

/** Both sides of some pairs, and an auditor between them. */
export function aWorld(pairs: readonly Pair[], habits: Partial<ListingHabits> = {}, settings: Settings = {}) {
  const firestore = new MemoryFirestore().put(...pairs.map(({ order }) => order));
  const vendor = new VendorListing(
    pairs.map(({ listable }) => listable),
    habits,
  );
  return { firestore, vendor, ...anAuditor(firestore, vendor, settings) };
}
export type World = ReturnType<typeof aWorld>;

/** Some that agree, one of each difference, a stranger, and an order whose checkout the vendor does not have. */
export function aMixedWorld(habits: Partial<ListingHabits> = {}) {
  const world = aWorld([...agreeing(9), ...DIFFERING.map(([, pair]) => pair), ...agreeing(5, 20)], habits);
  world.vendor.all.push({
    remote: aRemote({ id: linkId(950), orderId: "PORTAL-1", requestId: "PORTAL-1-r1" }),
  });
  world.firestore.put(aPair(951).order);
  return world;
}

/** Made while the audit runs. */
export function aYoungPair(n: number): Pair {
  const { order, listable } = aPair(n, { createdAt: DAY_OF_AUDIT });
  return { order: { ...order, createdAt: DAY_OF_AUDIT }, listable };
}

/** The kinds of the mixed world's differences, with their checkouts. */
export const MIXED = DIFFERING.map(([kind, { listable }]) => [kind, listable.remote.id] as const);

export const audit = ({ deps }: World) => runDailyAudit(deps, DAY_OF_AUDIT);

/** The parts of a report that do not depend on when it was made. */
export function outcome({ firestore }: World, auditId = TODAY) {
  const { state, step, gaps, counts, differences } = firestore.audit(auditId) ?? assert.fail("no audit");
  return { state, step, gaps, counts, differences, noted: firestore.differences(auditId) };
}

/** What has to hold of every report: each checkout is counted once, and each difference is noted once. */
export function assertConsistent(world: World, auditId = TODAY): void {
  const { counts, differences, noted } = outcome(world, auditId);
  const { unknown_to_vendor: missing = 0, ...ofVendor } = differences;
  const differing = Object.values(ofVendor).reduce((sum, one) => sum + one, 0);
  assert.equal(counts.checkouts, counts.agreed + counts.foreign + differing);
  assert.equal(counts.healing + counts.reported, differing + missing);
  assert.equal(noted.length, differing + missing);
  const { touched } = world.firestore;
  assert.equal(new Set(touched).size, touched.length, "touched twice");
  assert.ok(world.firestore.largestBatch <= 500, `a batch of ${world.firestore.largestBatch}`);
}

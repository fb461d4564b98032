import type { RulesTestContext } from "@firebase/rules-unit-testing";

const documents = {
  "orders/of-alice": { customerUid: "alice", status: "PENDING", createdAt: 1 },
  "orders/of-bob": { customerUid: "bob", status: "PENDING", createdAt: 2 },
  "orders/of-guest": { customerUid: "guest", status: "PENDING", createdAt: 3 },
  "orders/of-nobody": { status: "DRAFT", createdAt: 4 },
  "orders/of-null": { customerUid: null, status: "DRAFT", createdAt: 5 },
  "orders/of-alice/events/shown": { visibility: "customer" },
  "orders/of-alice/events/hidden": { visibility: "staff" },
  "orders/of-alice/events/unmarked": {},
  "orders/of-bob/events/shown": { visibility: "customer" },
  "orders/of-nobody/events/shown": { visibility: "customer" },
  "orders/of-null/events/shown": { visibility: "customer" },
  // Its order was deleted.
  "orders/missing/events/shown": { visibility: "customer" },
  "orders/of-alice/internal/problem": { customerUid: "alice" },
  "orders/of-alice/unknown/x": { customerUid: "alice" },
  "orders/of-alice/events/shown/unknown/x": { visibility: "customer" },
  "checkouts/c": { orderId: "of-alice", customerUid: "alice" },
  "checkouts/c/unknown/x": { orderId: "of-alice" },
  "audits/2026-03-01": { complete: true },
  "audits/2026-03-01/differences/d": { orderId: "of-alice" },
  "audits/2026-03-01/differences/d/deeper/x": {},
  "unknown/x": { customerUid: "alice" },
  "unknown/x/internal/y": {},
  "unknown/x/events/y": { visibility: "customer", customerUid: "alice" },
};

/** Writes one document of every kind that the rules distinguish. */
export async function seed(db: ReturnType<RulesTestContext["firestore"]>): Promise<void> {
  const batch = db.batch();
  for (const [path, data] of Object.entries(documents)) batch.set(db.doc(path), data);
  await batch.commit();
}

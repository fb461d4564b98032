import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Firestore, type Query } from "firebase-admin/firestore";
import { type Direction, fieldOverrides, hasIndex } from "../../../../test/firestore-indexes.js";
import { auditQueries } from "../../audits/audit-store.js";
import { orderQueries } from "./order-queries.js";

// The emulator enforces no index: what a deployed query needs is only found here.
type StructuredQuery = {
  from: { collectionId: string }[];
  where?: Partial<Record<"fieldFilter" | "unaryFilter", { field: { fieldPath: string }; op: string }>>;
  orderBy?: { field: { fieldPath: string }; direction: Direction }[];
};

const firestore = new Firestore({ projectId: "demo-queries" });

/** The fields of the index that a query needs, in order. */
function neededFields(query: Query) {
  type Proto = { structuredQuery: StructuredQuery };
  const { structuredQuery } = (query as unknown as { toProto(): Proto }).toProto();
  const filter = structuredQuery.where?.fieldFilter ?? structuredQuery.where?.unaryFilter;
  const fields = new Map<string, Direction>();
  if (filter) fields.set(filter.field.fieldPath, "ASCENDING");
  for (const { field, direction } of structuredQuery.orderBy ?? []) {
    if (field.fieldPath !== "__name__") fields.set(field.fieldPath, direction);
  }
  return {
    collection: structuredQuery.from[0]?.collectionId ?? "",
    fields: [...fields].map(([fieldPath, order]) => ({ fieldPath, order })),
  };
}

function isServed(query: Query): boolean {
  const { collection, fields } = neededFields(query);
  // By document names alone.
  if (fields.length === 0) return true;
  // Of a collection that the file does not name, Firestore indexes every field by itself.
  const isNamed = fieldOverrides.some(({ collectionGroup }) => collectionGroup === collection);
  return (fields.length === 1 && !isNamed) || hasIndex(collection, fields);
}

describe("queries", () => {
  const now = { seconds: 0, nanoseconds: 0 };
  for (const [name, query] of Object.entries({
    due: orderQueries.due(firestore, now),
    open: orderQueries.open(firestore),
    createdBetween: orderQueries.createdBetween(firestore, now, now),
    notRedacted: orderQueries.notRedacted(firestore, now),
    ofDay: auditQueries.ofDay(firestore, "2026-03-01"),
    unfinished: auditQueries.unfinished(firestore),
  })) {
    it(`has an index for "${name}"`, () => {
      assert.ok(isServed(query), JSON.stringify(neededFields(query)));
    });
  }

  it("sees a query that no index serves", () => {
    assert.equal(isServed(firestore.collection("orders").orderBy("updatedAt")), false);
    const ofPaid = firestore.collection("orders").where("status", "==", "PAID");
    assert.equal(isServed(ofPaid.orderBy("updatedAt")), false);
  });

  it("are all in the list that is checked here", () => {
    assert.deepEqual(Object.keys(orderQueries), ["due", "open", "createdBetween", "notRedacted"]);
    assert.deepEqual(Object.keys(auditQueries), ["ofDay", "unfinished"]);
    const source = new URL("../../", import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && !name.endsWith(".spec.ts"),
    );
    const querying = files.filter((name) =>
      /\.(where|orderBy|collectionGroup)\(/.test(readFileSync(new URL(name, source), "utf8")),
    );
    assert.deepEqual(querying.toSorted(), ["audits/audit-store.ts", "orders/store/order-queries.ts"]);
  });

  it("leave every field that is not queried without an index", () => {
    for (const collectionGroup of ["orders", "events", "internal", "checkouts"]) {
      const rest = fieldOverrides.find(
        (override) => override.collectionGroup === collectionGroup && override.fieldPath === "*",
      );
      assert.deepEqual(rest?.indexes, [], collectionGroup);
    }
  });
});

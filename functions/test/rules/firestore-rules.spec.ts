import { assertFails, assertSucceeds } from "@firebase/rules-unit-testing";
import { type Db, openRules } from "./open-rules.js";

type Document = ReturnType<Db["doc"]>;
type Query = ReturnType<ReturnType<Db["collection"]>["where"]>;
type Transaction = Parameters<Parameters<Db["runTransaction"]>[0]>[0];

const users = {
  "somebody signed out": null,
  alice: { uid: "alice", claims: {} },
  bob: { uid: "bob", claims: {} },
  "a guest": { uid: "guest", claims: { firebase: { sign_in_provider: "anonymous" } } },
  "a user with another role": { uid: "eve", claims: { role: "customer" } },
  "a user whose role is Staff": { uid: "eve", claims: { role: "Staff" } },
  "a user whose role is a list": { uid: "eve", claims: { role: ["staff"] } },
  "a user whose role is null": { uid: "eve", claims: { role: null } },
  "a user with the claim staff": { uid: "eve", claims: { staff: true, admin: true } },
  "staff member": { uid: "sam", claims: { role: "staff" } },
  admin: { uid: "ada", claims: { role: "admin" } },
} as const;
type User = keyof typeof users;

const staff: readonly User[] = ["staff member", "admin"];

const where = (field: string, operator: "==" | "in", value: unknown) => (collection: string) => (db: Db) =>
  db.collection(collection).where(field, operator, value);
const ofCustomer = (uid: unknown) => where("customerUid", "==", uid)("orders");
const visibleTo = (visibility: string) => where("visibility", "==", visibility);
const lists: [what: string, allowed: readonly User[], (db: Db) => Query][] = [
  ["all orders", staff, (db) => db.collection("orders")],
  ["all orders but one at a time", staff, (db) => db.collection("orders").limit(1)],
  ["the orders of alice", ["alice", ...staff], ofCustomer("alice")],
  ["the orders of bob", ["bob", ...staff], ofCustomer("bob")],
  [
    "the newest orders of alice",
    ["alice", ...staff],
    (db) => ofCustomer("alice")(db).orderBy("createdAt", "desc").limit(10),
  ],
  ["the orders of alice and of bob", staff, where("customerUid", "in", ["alice", "bob"])("orders")],
  ["the orders without a customer", staff, ofCustomer(null)],
  ["all events of alice's order", staff, (db) => db.collection("orders/of-alice/events")],
  [
    "the customer's events of alice's order",
    ["alice", ...staff],
    visibleTo("customer")("orders/of-alice/events"),
  ],
  ["the staff's events of alice's order", staff, visibleTo("staff")("orders/of-alice/events")],
  [
    "the customer's events of an order that does not exist",
    staff,
    visibleTo("customer")("orders/missing/events"),
  ],
  ["the events of all orders", staff, (db) => db.collectionGroup("events")],
  [
    "the customers' events of all orders",
    staff,
    (db) => db.collectionGroup("events").where("visibility", "==", "customer"),
  ],
  ["internal details", staff, (db) => db.collection("orders/of-alice/internal")],
  ["the internal details of all orders", [], (db) => db.collectionGroup("internal")],
  ["checkouts", staff, (db) => db.collection("checkouts")],
  ["audits", staff, (db) => db.collection("audits")],
  ["an audit's differences", staff, (db) => db.collection("audits/2026-03-01/differences")],
  ["an unknown collection", [], (db) => db.collection("unknown")],
];

/** Documents of every kind that the rules distinguish: what each holds (null: it is missing), and who may get it. */
const documents: Record<string, [fields: object | null, allowed: readonly User[]]> = {
  "orders/of-alice": [{ customerUid: "alice", status: "PENDING", createdAt: 1 }, ["alice", ...staff]],
  "orders/of-bob": [{ customerUid: "bob", status: "PENDING", createdAt: 2 }, ["bob", ...staff]],
  "orders/of-guest": [{ customerUid: "guest", status: "PENDING", createdAt: 3 }, ["a guest", ...staff]],
  "orders/of-nobody": [{ status: "DRAFT", createdAt: 4 }, staff],
  "orders/of-null": [{ customerUid: null, status: "DRAFT", createdAt: 5 }, staff],
  "orders/missing": [null, staff],
  "orders/of-alice/events/shown": [{ visibility: "customer" }, ["alice", ...staff]],
  "orders/of-alice/events/hidden": [{ visibility: "staff" }, staff],
  "orders/of-alice/events/unmarked": [{}, staff],
  "orders/of-alice/events/missing": [null, staff],
  "orders/of-bob/events/shown": [{ visibility: "customer" }, ["bob", ...staff]],
  "orders/of-nobody/events/shown": [{ visibility: "customer" }, staff],
  "orders/of-null/events/shown": [{ visibility: "customer" }, staff],
  // Its order was deleted.
  "orders/missing/events/shown": [{ visibility: "customer" }, staff],
  "orders/of-alice/internal/problem": [{ customerUid: "alice" }, staff],
  "orders/of-alice/unknown/x": [{ customerUid: "alice" }, []],
  "orders/of-alice/events/shown/unknown/x": [{ visibility: "customer" }, []],
  "checkouts/c": [{ orderId: "of-alice", customerUid: "alice" }, staff],
  "checkouts/c/unknown/x": [{ orderId: "of-alice" }, []],
  "audits/2026-03-01": [{ complete: true }, staff],
  "audits/2026-03-01/differences/d": [{ orderId: "of-alice" }, staff],
  "audits/2026-03-01/differences/d/deeper/x": [{}, staff],
  "unknown/x": [{ customerUid: "alice" }, []],
  "unknown/x/internal/y": [{}, []],
  // Collection-group queries cannot be distinguished by path: see the rules.
  "unknown/x/events/y": [{ visibility: "customer", customerUid: "alice" }, staff],
};

const existing = [
  "orders/of-alice",
  "orders/of-bob",
  "orders/of-alice/events/shown",
  "orders/of-alice/internal/problem",
  "checkouts/c",
  "audits/2026-03-01",
  "audits/2026-03-01/differences/d",
  "unknown/x",
  "unknown/x/events/y",
];

// Transactions, because the client logs every denial of a plain write as an error of its own.
const writes: Record<string, (transaction: Transaction, document: Document, uid: string) => Transaction> = {
  "create beside": (t, { firestore, path }, uid) => t.set(firestore.doc(`${path}-new`), { customerUid: uid }),
  replace: (t, document, uid) => t.set(document, { customerUid: uid }),
  update: (t, document) => t.update(document, { status: "PAID" }),
  delete: (t, document) => t.delete(document),
};

describe("firestore.rules", () => {
  const databaseFor = openRules("demo-rules", async (db) => {
    const batch = db.batch();
    for (const [path, [fields]] of Object.entries(documents)) if (fields) batch.set(db.doc(path), fields);
    await batch.commit();
  });

  for (const [name, user] of Object.entries(users)) {
    describe(`for ${name}`, () => {
      let db: Db;
      before(() => {
        db = databaseFor(user);
      });

      const decide = (what: string, allowed: readonly User[], read: () => Promise<unknown>) =>
        allowed.some((one) => one === name)
          ? it(`allows to ${what}`, () => assertSucceeds(read()))
          : it(`denies to ${what}`, () => assertFails(read()));
      for (const [path, [, allowed]] of Object.entries(documents))
        decide(`get ${path}`, allowed, () => db.doc(path).get());
      for (const [what, allowed, query] of lists) decide(`list ${what}`, allowed, () => query(db).get());
      for (const path of existing)
        for (const [what, write] of Object.entries(writes))
          it(`denies to ${what} ${path}`, () =>
            assertFails(db.runTransaction(async (t) => write(t, db.doc(path), user?.uid ?? "nobody"))));
    });
  }
});

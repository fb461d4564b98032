import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from "@firebase/rules-unit-testing";

import { seed } from "./seed.js";

type Db = ReturnType<RulesTestContext["firestore"]>;

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

const reads: { what: string; read: (db: Db) => Promise<unknown>; allowed: readonly User[] }[] = [
  ...Object.entries({
    "orders/of-alice": ["alice", ...staff],
    "orders/of-bob": ["bob", ...staff],
    "orders/of-guest": ["a guest", ...staff],
    "orders/of-nobody": staff,
    "orders/of-null": staff,
    "orders/missing": staff,
    "orders/of-alice/events/shown": ["alice", ...staff],
    "orders/of-alice/events/hidden": staff,
    "orders/of-alice/events/unmarked": staff,
    "orders/of-alice/events/missing": staff,
    "orders/of-bob/events/shown": ["bob", ...staff],
    "orders/of-nobody/events/shown": staff,
    "orders/of-null/events/shown": staff,
    "orders/missing/events/shown": staff,
    "orders/of-alice/internal/problem": staff,
    "orders/of-alice/unknown/x": [],
    "orders/of-alice/events/shown/unknown/x": [],
    "checkouts/c": staff,
    "checkouts/c/unknown/x": [],
    "audits/2026-03-01": staff,
    "audits/2026-03-01/differences/d": staff,
    "audits/2026-03-01/differences/d/deeper/x": staff,
    "unknown/x": [],
    "unknown/x/internal/y": [],
    // Collection-group queries cannot be distinguished by path: see the rules.
    "unknown/x/events/y": staff,
  } satisfies Record<string, readonly User[]>).map(([path, allowed]) => ({
    what: `get ${path}`,
    read: (db: Db) => db.doc(path).get(),
    allowed,
  })),
  { what: "list all orders", read: (db) => db.collection("orders").get(), allowed: staff },
  {
    what: "list all orders but one at a time",
    read: (db) => db.collection("orders").limit(1).get(),
    allowed: staff,
  },
  ...(["alice", "bob"] as const).map((uid) => ({
    what: `list the orders of ${uid}`,
    read: (db: Db) => db.collection("orders").where("customerUid", "==", uid).get(),
    allowed: [uid, ...staff],
  })),
  {
    what: "list the newest orders of alice",
    read: (db) =>
      db
        .collection("orders")
        .where("customerUid", "==", "alice")
        .orderBy("createdAt", "desc")
        .limit(10)
        .get(),
    allowed: ["alice", ...staff],
  },
  {
    what: "list the orders of alice and of bob",
    read: (db) => db.collection("orders").where("customerUid", "in", ["alice", "bob"]).get(),
    allowed: staff,
  },
  {
    what: "list the orders without a customer",
    read: (db) => db.collection("orders").where("customerUid", "==", null).get(),
    allowed: staff,
  },
  {
    what: "list all events of alice's order",
    read: (db) => db.collection("orders/of-alice/events").get(),
    allowed: staff,
  },
  {
    what: "list the customer's events of alice's order",
    read: (db) => db.collection("orders/of-alice/events").where("visibility", "==", "customer").get(),
    allowed: ["alice", ...staff],
  },
  {
    what: "list the staff's events of alice's order",
    read: (db) => db.collection("orders/of-alice/events").where("visibility", "==", "staff").get(),
    allowed: staff,
  },
  {
    what: "list the customer's events of an order that does not exist",
    read: (db) => db.collection("orders/missing/events").where("visibility", "==", "customer").get(),
    allowed: staff,
  },
  { what: "list the events of all orders", read: (db) => db.collectionGroup("events").get(), allowed: staff },
  {
    what: "list the customers' events of all orders",
    read: (db) => db.collectionGroup("events").where("visibility", "==", "customer").get(),
    allowed: staff,
  },
  {
    what: "list internal details",
    read: (db) => db.collection("orders/of-alice/internal").get(),
    allowed: staff,
  },
  {
    what: "list the internal details of all orders",
    read: (db) => db.collectionGroup("internal").get(),
    allowed: [],
  },
  { what: "list checkouts", read: (db) => db.collection("checkouts").get(), allowed: staff },
  { what: "list audits", read: (db) => db.collection("audits").get(), allowed: staff },
  {
    what: "list an audit's differences",
    read: (db) => db.collection("audits/2026-03-01/differences").get(),
    allowed: staff,
  },
  { what: "list an unknown collection", read: (db) => db.collection("unknown").get(), allowed: [] },
];

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
const writes: { what: string; write: (db: Db, uid: string) => Promise<unknown> }[] = existing.flatMap(
  (path) => [
    {
      what: `create beside ${path}`,
      write: (db, uid) => db.runTransaction(async (t) => t.set(db.doc(`${path}-new`), { customerUid: uid })),
    },
    {
      what: `replace ${path}`,
      write: (db, uid) => db.runTransaction(async (t) => t.set(db.doc(path), { customerUid: uid })),
    },
    {
      what: `update ${path}`,
      write: (db) => db.runTransaction(async (t) => t.update(db.doc(path), { status: "PAID" })),
    },
    { what: `delete ${path}`, write: (db) => db.runTransaction(async (t) => t.delete(db.doc(path))) },
  ],
);

describe("firestore.rules", () => {
  let environment: RulesTestEnvironment;

  before(async () => {
    const address = process.env.FIRESTORE_EMULATOR_HOST;
    assert.ok(address, "Start the Firestore emulator and set FIRESTORE_EMULATOR_HOST to its host:port");
    const { hostname, port } = new URL(`http://${address}`);
    environment = await initializeTestEnvironment({
      projectId: "demo-rules",
      firestore: {
        host: hostname,
        port: Number(port),
        rules: await readFile(new URL("../../../firestore.rules", import.meta.url), "utf8"),
      },
    });
    await environment.clearFirestore();
    await environment.withSecurityRulesDisabled((context) => seed(context.firestore()));
  });

  after(async () => {
    await environment.clearFirestore();
    await environment.cleanup();
  });

  for (const [name, user] of Object.entries(users)) {
    describe(`for ${name}`, () => {
      let db: Db;
      before(() => {
        const context =
          user === null
            ? environment.unauthenticatedContext()
            : environment.authenticatedContext(user.uid, user.claims);
        db = context.firestore();
      });

      for (const { what, read, allowed } of reads) {
        if (allowed.some((one) => one === name)) {
          it(`allows to ${what}`, () => assertSucceeds(read(db)));
        } else {
          it(`denies to ${what}`, () => assertFails(read(db)));
        }
      }

      for (const { what, write } of writes) {
        it(`denies to ${what}`, () => assertFails(write(db, user?.uid ?? "nobody")));
      }
    });
  }
});

import assert from "node:assert/strict";
import { assertFails, assertSucceeds } from "@firebase/rules-unit-testing";
import { recordProof } from "../../../test/record-proof.js";
import { anAttempt, anOrder, at, FIRST } from "../fixtures/orders.js";
import type { User } from "../support/callables.js";
import { deployed, refusalOf, World } from "../support/callables-in-process.js";
import { environment as local } from "../support/environment.js";
import {
  type Cell,
  DOCUMENT_OPERATIONS,
  documentedPermissions,
  isAbout,
  matchedPaths,
  type Role,
  readPermissions,
} from "../support/permission-table.js";
import { postDelivery, signWebhook } from "../support/sign-webhook.js";
import { unsignedToken } from "../support/unsigned-token.js";
import { webhookSecret, webhookUrl } from "../support/webhook.js";
import { type Db, openRules, rules } from "./open-rules.js";

const cells = documentedPermissions();

const users: Record<Role, User | null> = {
  anonymous: null,
  customer: { uid: "alice" },
  "other customer": { uid: "bob" },
  staff: { uid: "sam", role: "staff" },
  admin: { uid: "ada", role: "admin" },
};

/** A target's placeholders, as documents of alice's; any other stands for a document that has its own name. */
const DOCUMENTS: Record<string, string> = {
  "path=**": "orders/of-alice",
  customerEvent: "shown",
  staffEvent: "hidden",
  orderId: "of-alice",
};
const documentOf = (target: string): string =>
  target.replaceAll(/\{([^}]+)\}/g, (_, name: string) => DOCUMENTS[name] ?? `x-${name}`);
const visibilityOf = (target: string): string => (target.includes("{customerEvent}") ? "customer" : "staff");

/** Refusals that a caller meets who may not; whatever else came of it, the callable went to work. */
const NOT_ALLOWED = new Set(["unauthenticated", "permission-denied", "not-found"]);

async function tryCall({ target, allowed }: Cell, user: User | null): Promise<void> {
  const world = new World().connect();
  // Looked at long ago: who wants it refreshed has it looked at now, instead of waiting until that is allowed.
  const attempts = { [FIRST]: anAttempt({ observedAt: at(-60) }) };
  world.putOrder(anOrder({ orderId: "of-alice", customerUid: "alice", attempts }));
  const { code = "done" } = (await refusalOf(target, { orderId: "of-alice" }, user)) ?? {};
  assert.equal(!NOT_ALLOWED.has(code), allowed, code);
  if (!allowed) assert.deepEqual([world.writes, world.vendorCalls], [0, 0]);
}

async function tryPost({ remark, allowed }: Cell, user: User | null): Promise<void> {
  const body = JSON.stringify({ id: "1790000000000000009" });
  const signature = remark.startsWith("signed") ? signWebhook(body, { secrets: [webhookSecret] }) : {};
  const token = user ? { authorization: `Bearer ${unsignedToken(user, local.project)}` } : {};
  assert.equal(await postDelivery(webhookUrl, body, { ...signature, ...token }), allowed ? 200 : 401);
}

function tryRun({ target, allowed }: Cell): void {
  const endpoint = deployed[target]?.__endpoint ?? {};
  const isOpen = "httpsTrigger" in endpoint || "callableTrigger" in endpoint;
  assert.equal(isOpen, allowed, "only the platform's own service accounts may start it");
}

async function tryDocument({ operation, target, allowed }: Cell, db: Db): Promise<void> {
  const path = documentOf(target);
  // Transactions, because the client logs every denial of a plain write as an error of its own.
  const acts: Partial<Record<Cell["operation"], () => Promise<unknown>>> = {
    get: () => db.doc(path).get(),
    list: () => listOf(db, target, path).get(),
    create: () => db.runTransaction(async (t) => t.set(db.doc(`${path}-new`), { customerUid: "alice" })),
    update: () => db.runTransaction(async (t) => t.update(db.doc(path), { status: "PAID" })),
    delete: () => db.runTransaction(async (t) => t.delete(db.doc(path))),
  };
  const act = acts[operation] ?? assert.fail(`no document can be asked to ${operation}`);
  await (allowed ? assertSucceeds(act()) : assertFails(act()));
}

/** The narrowest question that shows the target's documents. */
function listOf(db: Db, target: string, path: string) {
  if (target.startsWith("{path=**}")) return db.collectionGroup(target.split("/")[1] ?? "");
  const collection = db.collection(path.slice(0, path.lastIndexOf("/")));
  if (target === "orders/{orderId}") return collection.where("customerUid", "==", "alice");
  return target.includes("Event}") ? collection.where("visibility", "==", visibilityOf(target)) : collection;
}

describe(`the permission table: ${cells.length} cells`, () => {
  const databaseFor = openRules("demo-permissions", async (db) => {
    const targets = cells.filter(({ operation }) => DOCUMENT_OPERATIONS.includes(operation));
    for (const target of new Set(targets.map((cell) => cell.target))) {
      const fields = { customerUid: "alice", visibility: visibilityOf(target) };
      await db.doc(documentOf(target)).set(fields);
    }
  });
  const contexts = new Map<Role, Db>();
  let tried = 0;

  before(() => {
    for (const [role, user] of Object.entries(users) as [Role, User | null][]) {
      const claims = user?.role ? { role: user.role } : {};
      contexts.set(role, databaseFor(user && { uid: user.uid, claims }));
    }
  });

  after(() => {
    // A part of them may have been asked for by --grep.
    console.log(`    ${tried} of ${cells.length} cells tried`);
    recordProof("permissions: cells of the table", tried, "cells");
  });

  for (const cell of cells) {
    const { operation, target, remark, role, allowed } = cell;
    const what = [operation, target, remark].filter(Boolean).join(" ");
    it(`${role} ${allowed ? "may" : "may not"} ${what}`, async () => {
      if (operation === "call") await tryCall(cell, users[role]);
      else if (operation === "post") await tryPost(cell, users[role]);
      else if (operation === "run") tryRun(cell);
      else await tryDocument(cell, contexts.get(role) ?? assert.fail("no such role"));
      tried += 1;
    });
  }

  it("names every function that is exported, in the way it is started, and no other", () => {
    const kinds: Partial<Record<Cell["operation"], string>> = {
      call: "callableTrigger",
      post: "httpsTrigger",
    };
    const ofFunctions = cells.filter(({ operation }) => !DOCUMENT_OPERATIONS.includes(operation));
    const named = new Set(ofFunctions.map(({ target }) => target));
    assert.deepEqual([...named].toSorted(), Object.keys(deployed).toSorted());
    for (const { operation, target } of ofFunctions) {
      const trigger = kinds[operation];
      if (trigger) assert.ok(trigger in (deployed[target]?.__endpoint ?? {}), `${operation} ${target}`);
    }
  });

  it("names every path that the rules match, and of every path all five operations", () => {
    const pairs = new Set(cells.map(({ operation, target }) => `${operation} ${target}`));
    const paths = new Set(cells.map(({ target }) => target).filter((target) => target.includes("/")));
    for (const path of paths) {
      for (const operation of DOCUMENT_OPERATIONS) assert.ok(pairs.has(`${operation} ${path}`), path);
    }
    const matched = matchedPaths(rules);
    assert.ok(matched.includes("orders/{orderId}/events/{eventId}"), matched.join(" "));
    for (const rule of matched)
      assert.ok(
        [...paths].some((path) => isAbout(rule, path)),
        rule,
      );
  });

  it("says nothing twice", () => {
    const all = cells.map(({ operation, target, remark, role }) =>
      [operation, target, remark, role].join(" "),
    );
    assert.deepEqual(all.toSorted(), [...new Set(all)].toSorted());
  });

  for (const [what, row] of Object.entries({
    "an empty cell": "| `call`: `runAudit` | no | no |  | yes | yes |",
    "a missing cell": "| `call`: `runAudit` | no | no | no |",
    "another word": "| `call`: `runAudit` | no | no | maybe | yes | yes |",
    "an operation that it does not know": "| `send`: `runAudit` | no | no | no | yes | yes |",
    "an operation without a target": "| `call`: | no | no | no | yes | yes |",
    "a target without an operation": "| `runAudit` | no | no | no | yes | yes |",
    "an operation behind the colon": "| `get`: `checkouts/{checkoutId}`: `list` | no | no | no | yes | yes |",
  })) {
    it(`is refused with ${what}`, () => {
      const head =
        "| what | anonymous | customer | other customer | staff | admin |\n|---|---|---|---|---|---|\n";
      assert.throws(() => readPermissions(head + row), /nobody understands/);
    });
  }
});

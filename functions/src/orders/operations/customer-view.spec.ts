import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lexer, type Tokens } from "marked";
import { anOrder, aRemote, at, FIRST, observe } from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { attemptSchema } from "../model/attempt.js";
import { EVENT_VISIBILITY, operationFact } from "../model/order-event.js";
import { linkRequestSchema } from "../model/request.js";
import { wholeDocument } from "../store/order-document.js";

const architecture = readFileSync(new URL("../../../../docs/architecture.md", import.meta.url), "utf8");

/** The fields that the documentation lists of a document or of a part of it. */
function documentedFields(title: string): string[] {
  const section = architecture.split(`### ${title}\n`)[1]?.split("\n### ")[0] ?? "";
  const list = lexer(section).find((token): token is Tokens.List => token.type === "list");
  // - `url`, `displayId`: what they are
  const names = list?.items.map(({ text }) => text.split(/`:\s/)[0] ?? "") ?? [];
  return names.flatMap((text) => [...`${text}\``.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ""));
}
const sorted = (names: Iterable<string>): string[] => [...names].toSorted((a, b) => a.localeCompare(b));

describe("what a customer can read of an order", () => {
  it("are the fields that the documentation lists, and no other", () => {
    const stored = wholeDocument(anOrder());
    for (const [part, fields] of [
      ["orders/{orderId}", { ...stored, updatedAt: null }],
      ["payment", stored.payment as object],
      ["payment.attempts.{checkoutId}", attemptSchema.shape],
      ["payment.requests[]", linkRequestSchema.shape],
    ] as const)
      assert.deepEqual(sorted(documentedFields(`\`${part}\``)), sorted(Object.keys(fields)));
  });

  it("reports no operations: who, what and why are in events for staff", async () => {
    const operations = Object.keys(EVENT_VISIBILITY).filter((type) => type.startsWith("operation."));
    assert.ok(operations.length >= 8);
    const { database, orders } = memoryStores(0);
    database.put(anOrder(), at(0));
    for (const type of operations as `operation.${string}`[]) {
      const operator = { uid: "sam-of-staff", reason: "the customer rang" };
      const snapshot = await orders.read("ORD-1");
      const facts = [
        operationFact(type as Parameters<typeof operationFact>[0], operator, { checkoutId: FIRST }),
      ];
      const cause = { at: snapshot.readTime, source: "operator" } as const;
      const problemDetails = { code: "rejected", message: "a note of the operator" };
      assert.ok(await orders.commit(snapshot, { patch: {}, cause, facts, problemDetails }));
      assert.equal(database.events.get("ORD-1")?.at(-1)?.visibility, "staff", type);
    }
    assert.equal(database.events.get("ORD-1")?.length, operations.length);
    const shown = JSON.stringify(database.orders.get("ORD-1"));
    assert.doesNotMatch(shown, /sam-of-staff|rang|a note/);
  });

  for (const [field, answer] of Object.entries({
    requestId: { requestId: "of-somebody-else" },
    orderId: { orderId: "of-somebody-else" },
    currency: { currency: "USD" },
    amount: { amount: "98765.43" },
  })) {
    it(`says that the vendor's ${field} differs, not what it was`, () => {
      const order = anOrder();
      const remote = aRemote({ status: "PAID", ...answer });
      const seen = { checkoutId: FIRST, remote, observedAt: at(10), source: "sweep" } as const;
      const { order: after, events } = observe(order, seen);
      assert.deepEqual(after.attempts[FIRST]?.anomaly, { code: "identity_mismatch", seen: `${field}, PAID` });
      assert.doesNotMatch(JSON.stringify(after), /somebody-else|USD|98765/);
      assert.deepEqual(
        events.map(({ type, visibility }) => [type, visibility]),
        [["order.problem", "staff"]],
      );
    });
  }
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { FirestoreCallCounter } from "../../src/limits/call-counter-store.js";
import { firestore, Timestamp } from "../support/firestore.js";

describe("FirestoreCallCounter", () => {
  const counter = () => new FirestoreCallCounter(firestore);

  it("never counts two calls at once as one, whichever instance they meet", async () => {
    const uid = `user/${randomUUID()}`;
    const instances = [counter(), counter(), counter()];
    const rounds = [1, 2, 3, 4].flatMap(() => instances);
    const counted = await Promise.all(rounds.map((one) => one.count("refreshOrder", uid)));
    const numbers = counted.map(({ calls }) => calls).toSorted((a, b) => a - b);
    // With any limit, at most that many of them pass. A minute may have ended in between.
    const { docs } = await firestore.collection("limits").get();
    const own = docs.filter(({ id }) => id.endsWith(encodeURIComponent(uid)));
    const total = own.reduce((sum, document) => sum + Number(document.get("calls")), 0);
    assert.equal(total, 12);
    if (own.length === 1) {
      for (const [index, calls] of numbers.entries()) assert.ok(calls >= index + 1, numbers.join(" "));
    }
  });

  it("counts users and callables separately, and lets Firestore delete the count within two hours", async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const both = counter();
    await both.count("createPaymentLink", one);
    assert.equal((await both.count("refreshOrder", one)).calls, 1);
    const { calls, secondsLeft } = await both.count("createPaymentLink", other);
    assert.equal(calls, 1);
    assert.ok(secondsLeft >= 1 && secondsLeft <= 60);
    const { docs } = await firestore.collection("limits").get();
    const stored = docs.find(({ id }) => id.endsWith(other));
    const expiresAt: unknown = stored?.get("expiresAt");
    assert.ok(expiresAt instanceof Timestamp);
    const expiresInMs = expiresAt.toMillis() - Date.now();
    assert.ok(expiresInMs > 0 && expiresInMs < 2 * 60 * 60_000);
  });
});

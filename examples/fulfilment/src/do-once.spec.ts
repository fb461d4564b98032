import assert from "node:assert/strict";
import { type Claim, ClaimHeldError, type ClaimStore, doOnce, RefusedError, type Result } from "./do-once.js";

const KEY = "orders/ORD-1/events/000002";
const LEASE_MS = 90_000;

type Stored = { version: number; until: number; result: Result | null };

class Crash extends Error {}

/** Claims as Firestore keeps them, on a clock that the spec moves, in a process that may die at any of its steps. */
class MemoryClaims implements ClaimStore<number> {
  now = 0;
  stored: Stored = { version: 0, until: 0, result: null };
  /** The process dies before this step (counted from 1), or right after it was done but before it knows. */
  dies: { atStep: number; when: "before" | "after" } | undefined;
  steps = 0;

  async read(): Promise<Claim & { token: number }> {
    return this.step(() => {
      const { version, until, result } = this.stored;
      if (result) return { state: "done", token: version };
      return { state: until > this.now ? "held" : "free", token: version };
    });
  }

  async take(_key: string, token: number, leaseMs: number): Promise<number | null> {
    return this.step(() => (this.change(token, this.now + leaseMs) ? this.stored.version : null));
  }

  async release(_key: string, token: number): Promise<void> {
    return this.step(() => void this.change(token, this.now));
  }

  async finish(_key: string, result: Result): Promise<void> {
    return this.step(() => {
      this.stored = { version: this.stored.version + 1, until: 0, result };
    });
  }

  step<T>(work: () => T): T {
    this.steps += 1;
    const { atStep = Number.POSITIVE_INFINITY, when = "before" } = this.dies ?? {};
    if (this.steps > atStep || (this.steps === atStep && when === "before")) throw new Crash();
    const result = work();
    if (this.steps === atStep) throw new Crash();
    return result;
  }

  private change(token: number, until: number): boolean {
    if (this.stored.version !== token) return false;
    this.stored = { ...this.stored, version: token + 1, until };
    return true;
  }
}

/** A provider that drops what comes twice with one key, in the same process as the claims' user. */
function aProvider(claims: MemoryClaims) {
  const sent = new Set<string>();
  let asked = 0;
  return {
    sent,
    asked: () => asked,
    send: async (key: string) =>
      claims.step(() => {
        asked += 1;
        sent.add(key);
        return "mail-1";
      }),
  };
}

describe("doOnce", () => {
  it("does it, and never again", async () => {
    const claims = new MemoryClaims();
    const { send, sent, asked } = aProvider(claims);
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "done");
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "repeated");
    claims.now += 10 * LEASE_MS;
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "repeated");
    assert.deepEqual([[...sent], asked()], [[KEY], 1]);
    assert.deepEqual(claims.stored.result, { outcome: "done", receipt: "mail-1" });
  });

  it("lets one of many at once do it, and the others come again", async () => {
    const claims = new MemoryClaims();
    const { send, asked } = aProvider(claims);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => doOnce(claims, KEY, LEASE_MS, send)),
    );
    const failures = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    assert.equal(failures.length, 9);
    assert.ok(failures.every((failure) => failure instanceof ClaimHeldError));
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "repeated");
    assert.equal(asked(), 1);
  });

  for (const when of ["before", "after"] as const) {
    // Read, take, send, finish.
    for (const atStep of [1, 2, 3, 4]) {
      it(`does it once, all told, when the process dies ${when} step ${atStep}`, async () => {
        const claims = new MemoryClaims();
        const { send, sent } = aProvider(claims);
        claims.dies = { atStep, when };
        await assert.rejects(doOnce(claims, KEY, LEASE_MS, send));
        claims.dies = undefined;
        claims.now += LEASE_MS;
        const again = await doOnce(claims, KEY, LEASE_MS, send);
        assert.equal(again, when === "after" && atStep === 4 ? "repeated" : "done");
        assert.deepEqual([...sent], [KEY]);
      });
    }
  }

  it("leaves it to whoever holds the claim until the claim runs out", async () => {
    const claims = new MemoryClaims();
    const { send } = aProvider(claims);
    claims.dies = { atStep: 3, when: "before" };
    await assert.rejects(doOnce(claims, KEY, LEASE_MS, send));
    claims.dies = undefined;
    claims.now += LEASE_MS - 1;
    await assert.rejects(doOnce(claims, KEY, LEASE_MS, send), ClaimHeldError);
    claims.now += 1;
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "done");
  });

  it("gives the claim back at once when it fails, and says why", async () => {
    const claims = new MemoryClaims();
    const { send } = aProvider(claims);
    const failing = async () => {
      throw new Error("failed 503: POST /emails");
    };
    await assert.rejects(doOnce(claims, KEY, LEASE_MS, failing), /failed 503/);
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "done");
  });

  it("does not take the claim away from a successor when it fails late", async () => {
    const claims = new MemoryClaims();
    const { send, asked } = aProvider(claims);
    const late = async () => {
      claims.now += LEASE_MS;
      assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "done");
      throw new Error("timeout");
    };
    await assert.rejects(doOnce(claims, KEY, LEASE_MS, late), /timeout/);
    assert.equal(await doOnce(claims, KEY, LEASE_MS, send), "repeated");
    assert.equal(asked(), 1);
  });

  it("is over when the other side refuses for good", async () => {
    const claims = new MemoryClaims();
    const refusing = async () => {
      throw new RefusedError("failed 422: POST /emails");
    };
    assert.equal(await doOnce(claims, KEY, LEASE_MS, refusing), "refused");
    assert.equal(await doOnce(claims, KEY, LEASE_MS, refusing), "repeated");
    assert.deepEqual(claims.stored.result, { outcome: "refused", receipt: "failed 422: POST /emails" });
  });

  it("tells of both when neither the effect nor giving back the claim succeeds", async () => {
    const claims = new MemoryClaims();
    claims.dies = { atStep: 3, when: "before" };
    const failing = async () => {
      throw new Error("failed 503: POST /emails");
    };
    await assert.rejects(doOnce(claims, KEY, LEASE_MS, failing), (error: unknown) => {
      assert.ok(error instanceof AggregateError);
      assert.match(String(error.errors[0]), /failed 503/);
      assert.ok(error.errors[1] instanceof Crash);
      return true;
    });
  });
});

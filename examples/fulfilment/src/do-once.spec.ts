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

/** Claims, and in the same process a provider that drops what comes twice with one key. */
function arrange() {
  const claims = new MemoryClaims();
  const asked: string[] = [];
  const send = async (key: string) =>
    claims.step(() => {
      asked.push(key);
      return "mail-1";
    });
  return { claims, asked, once: (effect = send) => doOnce(claims, KEY, LEASE_MS, effect) };
}

describe("doOnce", () => {
  it("does it, and never again", async () => {
    const { claims, asked, once } = arrange();
    assert.equal(await once(), "done");
    assert.equal(await once(), "repeated");
    claims.now += 10 * LEASE_MS;
    assert.equal(await once(), "repeated");
    assert.deepEqual(asked, [KEY]);
    assert.deepEqual(claims.stored.result, { outcome: "done", receipt: "mail-1" });
  });

  it("lets one of many at once do it, and the others come again", async () => {
    const { asked, once } = arrange();
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => once()));
    const failures = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    assert.equal(failures.length, 9);
    assert.ok(failures.every((failure) => failure instanceof ClaimHeldError));
    assert.equal(await once(), "repeated");
    assert.equal(asked.length, 1);
  });

  for (const when of ["before", "after"] as const) {
    // Read, take, send, finish.
    for (const atStep of [1, 2, 3, 4]) {
      it(`does it once, all told, when the process dies ${when} step ${atStep}`, async () => {
        const { claims, asked, once } = arrange();
        claims.dies = { atStep, when };
        await assert.rejects(once());
        claims.dies = undefined;
        claims.now += LEASE_MS;
        assert.equal(await once(), when === "after" && atStep === 4 ? "repeated" : "done");
        assert.deepEqual([...new Set(asked)], [KEY]);
      });
    }
  }

  it("leaves it to whoever holds the claim until the claim runs out", async () => {
    const { claims, once } = arrange();
    claims.dies = { atStep: 3, when: "before" };
    await assert.rejects(once());
    claims.dies = undefined;
    claims.now += LEASE_MS - 1;
    await assert.rejects(once(), ClaimHeldError);
    claims.now += 1;
    assert.equal(await once(), "done");
  });

  const failing = async () => {
    throw new Error("failed 503: POST /emails");
  };

  it("gives the claim back at once when it fails, and says why", async () => {
    const { once } = arrange();
    await assert.rejects(once(failing), /failed 503/);
    assert.equal(await once(), "done");
  });

  it("does not take the claim away from a successor when it fails late", async () => {
    const { claims, asked, once } = arrange();
    const late = async () => {
      claims.now += LEASE_MS;
      assert.equal(await once(), "done");
      throw new Error("timeout");
    };
    await assert.rejects(once(late), /timeout/);
    assert.equal(await once(), "repeated");
    assert.equal(asked.length, 1);
  });

  it("is over when the other side refuses for good", async () => {
    const { claims, once } = arrange();
    const refusing = async () => {
      throw new RefusedError("failed 422: POST /emails");
    };
    assert.equal(await once(refusing), "refused");
    assert.equal(await once(refusing), "repeated");
    assert.deepEqual(claims.stored.result, { outcome: "refused", receipt: "failed 422: POST /emails" });
  });

  it("tells of both when neither the effect nor giving back the claim succeeds", async () => {
    const { claims, once } = arrange();
    claims.dies = { atStep: 3, when: "before" };
    await assert.rejects(once(failing), (error: unknown) => {
      assert.ok(error instanceof AggregateError);
      assert.match(String(error.errors[0]), /failed 503/);
      assert.ok(error.errors[1] instanceof Crash);
      return true;
    });
  });
});

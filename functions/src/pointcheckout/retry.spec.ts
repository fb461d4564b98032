import assert from "node:assert/strict";

import { PointCheckoutError, type PointCheckoutErrorDetails } from "./errors.js";
import { retryRead, shouldRetry } from "./retry.js";

function failure(details: Partial<PointCheckoutErrorDetails> = {}): PointCheckoutError {
  return new PointCheckoutError({
    kind: "unavailable",
    status: 503,
    operation: "GET checkout/{id}",
    ...details,
  });
}

const early = { remainingMs: 5000, pauseMs: 300 };

describe("shouldRetry", () => {
  for (const kind of ["network", "timeout", "unavailable", "unreadable"] as const) {
    it(`tries again after "${kind}"`, () => assert.equal(shouldRetry(failure({ kind }), early), true));
  }

  for (const kind of ["rejected", "unauthorized", "not_found", "contract"] as const) {
    it(`does not try again after "${kind}"`, () =>
      assert.equal(shouldRetry(failure({ kind }), early), false));
  }

  it("does not try again after a bug of ours", () => {
    assert.equal(shouldRetry(new RangeError("bug"), early), false);
  });

  it("waits for the vendor up to two seconds, and leaves longer waits to the caller", () => {
    assert.equal(shouldRetry(failure({ retryAfterMs: 2000 }), early), true);
    assert.equal(shouldRetry(failure({ retryAfterMs: 2001 }), early), false);
  });

  it("does not begin what the deadline would cut off at once", () => {
    assert.equal(shouldRetry(failure(), { ...early, remainingMs: 301 }), true);
    assert.equal(shouldRetry(failure(), { ...early, remainingMs: 300 }), false);
    assert.equal(shouldRetry(failure({ retryAfterMs: 1000 }), { ...early, remainingMs: 1301 }), true);
    assert.equal(shouldRetry(failure({ retryAfterMs: 1000 }), { ...early, remainingMs: 1300 }), false);
  });
});

describe("retryRead", () => {
  const limits = { deadlineMs: 5000, backoffMs: 1 };

  /** An attempt that fails with these errors in turn, then succeeds; and the log of its calls. */
  function attemptFailing(...errors: Error[]) {
    const calls: { at: number; remainingMs: number }[] = [];
    const attempt = async (remainingMs: number) => {
      calls.push({ at: performance.now(), remainingMs });
      const error = errors[calls.length - 1];
      if (error !== undefined) throw error;
      return "read";
    };
    return { attempt, calls };
  }

  it("gives what the first success gives", async () => {
    const { attempt, calls } = attemptFailing();
    assert.equal(await retryRead(attempt, limits), "read");
    assert.equal(calls.length, 1);
  });

  it("throws what the last attempt threw", async () => {
    const last = failure({ kind: "network" });
    const { attempt, calls } = attemptFailing(failure(), failure(), last, failure());
    await assert.rejects(retryRead(attempt, limits), (error) => error === last);
    assert.equal(calls.length, 3);
  });

  it("waits as long as the vendor asked", async () => {
    const { attempt, calls } = attemptFailing(failure({ retryAfterMs: 60 }));
    assert.equal(await retryRead(attempt, limits), "read");
    const [first, second] = calls;
    assert.ok(first !== undefined && second !== undefined);
    assert.ok(second.at - first.at >= 59, `waited ${second.at - first.at} ms`);
  });

  it("pauses longer before the third attempt than before the second", async () => {
    const { attempt, calls } = attemptFailing(failure(), failure());
    await retryRead(attempt, { deadlineMs: 5000, backoffMs: 20 });
    const [first, second, third] = calls.map(({ at }) => at);
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    // A timer may fire a millisecond early.
    assert.ok(second - first >= 19, `first pause ${second - first} ms`);
    assert.ok(third - second >= 79, `second pause ${third - second} ms`);
  });

  it("tells each attempt how much time is left, and gives up before the deadline", async () => {
    const { attempt, calls } = attemptFailing(failure(), failure(), failure());
    // Room for the first pause (150 to 300 ms), but not surely for the second (600 to 1200 ms).
    await assert.rejects(retryRead(attempt, { deadlineMs: 1000 }), PointCheckoutError);
    const [first, second] = calls.map(({ remainingMs }) => remainingMs);
    assert.equal(calls.length, 2);
    assert.ok(first !== undefined && first <= 1000);
    assert.ok(second !== undefined && second <= first - 149 && second > 0);
  });
});

import assert from "node:assert/strict";
import { waitUntil } from "../../functions/test/support/wait-until.js";
import { pluck } from "../../test/pluck.js";
import { keepListening } from "./keep-listening.js";
import type { PointCheckoutError } from "./pointcheckout-error.js";

type Subscription = {
  next: (snapshot: string) => void;
  failed: (error: unknown) => void;
  isEnded: boolean;
};

const patience = { firstSnapshotMs: 40, shortestPauseMs: 5, longestPauseMs: 20 };
const denied = Object.assign(new Error("No."), { code: "permission-denied" });

describe("keepListening", () => {
  let subscriptions: Subscription[];
  let seen: string[];
  let errors: PointCheckoutError[];
  let stop: () => void;

  const listen = (waits: Partial<typeof patience> = {}) => {
    stop = keepListening<string>(
      (next, failed) => {
        const subscription = { next, failed, isEnded: false };
        subscriptions.push(subscription);
        return () => {
          subscription.isEnded = true;
        };
      },
      (snapshot) => seen.push(snapshot),
      (error) => errors.push(error),
      { ...patience, ...waits },
    );
  };
  const subscription = (number: number): Promise<Subscription> =>
    waitUntil(`subscription ${number}`, async () => subscriptions[number - 1], 2_000);

  beforeEach(() => {
    subscriptions = [];
    seen = [];
    errors = [];
  });
  afterEach(() => stop());

  it("passes on what it receives, with one subscription", async () => {
    listen({ firstSnapshotMs: 10 });
    (await subscription(1)).next("a");
    (await subscription(1)).next("b");
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual([seen, subscriptions.length, errors], [["a", "b"], 1, []]);
  });

  it("passes on an error and listens again", async () => {
    listen();
    (await subscription(1)).failed(denied);
    (await subscription(2)).next("after");
    assert.deepEqual(seen, ["after"]);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message]),
      [["permission-denied", "No."]],
    );
    assert.equal(subscriptions[0]?.isEnded, true);
  });

  it("subscribes again when the first snapshot is missed", async () => {
    listen();
    (await subscription(2)).next("late");
    assert.deepEqual(pluck(errors, "code"), ["unreachable"]);
    assert.deepEqual([seen, subscriptions[0]?.isEnded], [["late"], true]);
  });

  it("waits longer after each failure, up to the longest, and begins anew after a success", async () => {
    listen({ shortestPauseMs: 40, longestPauseMs: 80 });
    const pauses: number[] = [];
    for (const number of [1, 2, 3]) {
      const one = await subscription(number);
      if (number === 3) one.next("well");
      const began = performance.now();
      one.failed(denied);
      await subscription(number + 1);
      pauses.push(performance.now() - began);
    }
    const [first = 0, second = 0, afterSuccess = 0] = pauses;
    assert.ok(first >= 39 && second >= 79, pauses.join(" "));
    assert.ok(afterSuccess >= 39 && afterSuccess < second, pauses.join(" "));
  });

  it("does nothing after it was stopped, not even when it is stopped by its error listener", async () => {
    listen();
    stop();
    assert.equal(subscriptions[0]?.isEnded, true);
    const count = subscriptions.length;
    const ended = keepListening<string>(
      (_, failed) => {
        subscriptions.push({ next: () => {}, failed, isEnded: false });
        return () => {};
      },
      () => {},
      () => ended(),
      patience,
    );
    subscriptions.at(-1)?.failed(denied);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(subscriptions.length, count + 1);
  });
});

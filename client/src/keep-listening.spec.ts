import assert from "node:assert/strict";
import { mock } from "node:test";
import { pluck } from "../../test/pluck.js";
import { type ErrorListener, keepListening } from "./keep-listening.js";

const denied = Object.assign(new Error("No."), { code: "permission-denied" });

describe("keepListening", () => {
  type Subscription = {
    next: (text: string, fromCache?: boolean) => void;
    failed: (error: unknown) => void;
    isEnded: boolean;
  };
  let subscriptions: Subscription[];
  let seen: string[];
  let errors: Parameters<ErrorListener>[0][];

  const keepError: ErrorListener = (error) => void errors.push(error);
  const listen = (onError = keepError) =>
    keepListening<{ text: string; metadata: { fromCache: boolean } }>(
      (told, failed) => {
        const next = (text: string, fromCache = false) => told({ text, metadata: { fromCache } });
        const subscription = { next, failed, isEnded: false };
        subscriptions.push(subscription);
        return () => {
          subscription.isEnded = true;
        };
      },
      ({ text }) => seen.push(text),
      onError,
    );
  const newest = (): Subscription => subscriptions.at(-1) ?? assert.fail("nobody has subscribed");
  const pass = (seconds: number) => mock.timers.tick(seconds * 1000);

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    subscriptions = [];
    seen = [];
    errors = [];
  });
  afterEach(() => mock.timers.reset());

  it("passes on what it receives, with one subscription", () => {
    listen();
    newest().next("a");
    pass(60);
    newest().next("b");
    assert.deepEqual([seen, subscriptions.length, errors], [["a", "b"], 1, []]);
  });

  it("ends, and says so, when Firestore was closed while it paused", () => {
    let isClosed = false;
    const closed = Object.assign(new Error("Closed."), { code: "failed-precondition" });
    let fail = (_error: unknown) => {};
    const subscribe = (_next: unknown, failed: typeof fail) => {
      if (isClosed) throw closed;
      fail = failed;
      return () => {};
    };
    keepListening(subscribe, () => {}, keepError);
    fail(denied);
    isClosed = true;
    pass(600);
    assert.deepEqual(pluck(errors, "code"), ["permission-denied", "failed-precondition"]);
  });

  it("throws what keeps it from beginning, and leaves nothing behind", () => {
    const subscribe = () => {
      throw denied;
    };
    const begin = () => keepListening(subscribe, () => {}, keepError);
    assert.throws(begin, { name: "PointCheckoutError", code: "permission-denied" });
    pass(600);
    assert.deepEqual(errors, []);
  });

  it("passes on an error and listens again", () => {
    listen();
    newest().failed(denied);
    pass(1);
    newest().next("after");
    assert.deepEqual(seen, ["after"]);
    const [{ code, message } = assert.fail("no error"), ...others] = errors;
    assert.deepEqual([code, message, others], ["permission-denied", "No.", []]);
    assert.equal(subscriptions[0]?.isEnded, true);
  });

  it("subscribes again when it hears nothing for longer than the SDK waits for its server", () => {
    listen();
    pass(11.9);
    assert.deepEqual([subscriptions.length, errors], [1, []]);
    pass(0.1);
    pass(1);
    newest().next("late");
    assert.deepEqual(pluck(errors, "code"), ["unreachable"]);
    assert.deepEqual([seen, subscriptions.length, subscriptions[0]?.isEnded], [["late"], 2, true]);
  });

  /** Fails time and again, with what `meanwhile` does before each failure. */
  const failAndPause = (pauses: readonly number[], meanwhile = () => {}) => {
    for (const pause of pauses) {
      const count = subscriptions.length;
      meanwhile();
      newest().failed(denied);
      pass(pause - 0.001);
      assert.equal(subscriptions.length, count, `a pause of ${pause} s was shorter`);
      pass(0.001);
      assert.equal(subscriptions.length, count + 1, `a pause of ${pause} s was longer`);
    }
  };

  it("waits longer after each failure, though each time it is told what was kept from before", () => {
    listen();
    failAndPause([1, 2, 4], () => newest().next("kept", true));
    assert.deepEqual(seen, ["kept", "kept", "kept"]);
  });

  it("waits longer after each failure, half a minute at most, and begins anew after a success", () => {
    listen();
    failAndPause([1, 2, 4, 8, 16, 30, 30]);
    newest().next("well");
    failAndPause([1]);
  });

  it("does nothing after it was stopped, not even when it is stopped by its error listener", () => {
    listen()();
    assert.equal(newest().isEnded, true);
    const stop = listen(() => stop());
    newest().failed(denied);
    pass(60);
    assert.equal(subscriptions.length, 2);
  });
});

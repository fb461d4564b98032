import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { anOrder, at } from "../../test/fixtures/orders.js";
import { refusalOf, requestOf, type Somebody, World } from "../../test/support/callables-in-process.js";
import { createPaymentLink, refreshOrder, runAudit, saveDraftOrder } from "./callables.js";

const alice: Somebody = { uid: "alice" };
const staff: Somebody = { uid: "sam", role: "staff" };
const callables = { createPaymentLink, refreshOrder, runAudit, saveDraftOrder };
const OWN = "ORD-1";

describe("before a callable does anything", () => {
  restoreEnvironment();
  let world: World;
  beforeEach(() => {
    world = new World().connect();
    set({ POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "3", POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE: "2" });
    put(OWN, { customerUid: "alice" });
  });

  const set = (parameters: Record<string, string>) => Object.assign(process.env, parameters);
  const put = (orderId: string, fields: object) => world.database.put(anOrder({ orderId, ...fields }), at(0));
  const call = (callable: keyof typeof callables, user: Somebody | null, orderId = OWN): Promise<unknown> =>
    Promise.resolve(callables[callable].run(requestOf({ orderId }, user)));
  const refusal = async (callable: keyof typeof callables, user: Somebody | null, orderId = OWN) => {
    const error = await refusalOf(callable, { orderId }, user);
    const { code, message, details } = error ?? assert.fail(`${callable} was not refused`);
    return { code, message, details };
  };
  const untouched = () => assert.deepEqual([world.reads, world.writes, world.vendorCalls], [0, 0, 0]);

  describe("App Check", () => {
    for (const name of Object.keys(callables) as (keyof typeof callables)[]) {
      it(`enforced, ${name} refuses staff without a token before anything is read or written`, async () => {
        set({ POINTCHECKOUT_ENFORCE_APP_CHECK: "true" });
        assert.equal((await refusal(name, staff)).code, "unauthenticated");
        untouched();
        const fields = { callable: name, code: "unauthenticated" };
        assert.deepEqual(world.logged, [{ level: "warn", event: "callable.refused", fields }]);
      });
    }

    it("enforced, lets a verified app through to the next gate", async () => {
      set({ POINTCHECKOUT_ENFORCE_APP_CHECK: "true" });
      assert.equal(Object(await call("createPaymentLink", { ...alice, app: true })).orderId, OWN);
      assert.equal((await refusal("runAudit", { ...alice, app: true })).code, "permission-denied");
    });

    it("not enforced, asks for no token", async () => {
      set({ POINTCHECKOUT_ENFORCE_APP_CHECK: "false" });
      assert.equal(Object(await call("createPaymentLink", alice)).orderId, OWN);
    });
  });

  describe("rate limits", () => {
    it("refuse a customer's call beyond the limit, say when to call again, and write and ask nothing", async () => {
      for (let n = 0; n < 3; n += 1) await call("createPaymentLink", alice);
      world.reads = 0;
      assert.deepEqual(await refusal("createPaymentLink", alice), {
        code: "resource-exhausted",
        message: "Too many calls. Call again in 42 seconds.",
        details: { retryAfterSeconds: 42 },
      });
      // The order was read beside the count.
      assert.deepEqual([world.reads, world.writes, world.vendorCalls], [1, 0, 0]);
    });

    it("answer a call beyond the limit alike, whether the order beside the count is there, unreadable or absent", async () => {
      for (let n = 0; n < 3; n += 1) await call("createPaymentLink", alice);
      const expected = await refusal("createPaymentLink", alice);
      assert.deepEqual(await refusal("createPaymentLink", alice, "ORD-none"), expected);
      world.fail = new Error("Firestore is away");
      assert.deepEqual(await refusal("createPaymentLink", alice), expected);
    });

    it("count each user and each callable apart, and begin anew with the next minute", async () => {
      for (let n = 0; n < 3; n += 1) await call("createPaymentLink", alice);
      await call("createPaymentLink", staff);
      assert.equal((await refusal("refreshOrder", { uid: "bob" })).code, "not-found");
      assert.equal((await refusal("createPaymentLink", alice)).code, "resource-exhausted");
      world.counter.endWindow();
      await call("createPaymentLink", alice);
    });

    it("let staff call ten times as often", async () => {
      for (let n = 0; n < 30; n += 1) await call("createPaymentLink", staff);
      assert.equal((await refusal("createPaymentLink", staff)).code, "resource-exhausted");
    });

    it("refuse refreshOrder, too", async () => {
      for (let n = 0; n < 2; n += 1) await refusal("refreshOrder", alice, "ORD-none");
      assert.equal((await refusal("refreshOrder", alice)).code, "resource-exhausted");
    });

    it("count nothing that is refused before: no user, or input that breaks a rule", async () => {
      for (let n = 0; n < 5; n += 1) {
        await refusal("createPaymentLink", null);
        await refusal("createPaymentLink", alice, " no id");
      }
      await call("createPaymentLink", alice);
    });

    it("do not exist at 0", async () => {
      set({ POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "0" });
      world.counter.failure = new Error("not to be asked");
      for (let n = 0; n < 5; n += 1) await call("createPaymentLink", alice);
      const events = new Set(world.logged.map(({ event }) => event));
      assert.deepEqual([...events], ["callable.done"]);
    });

    it("let calls pass when they cannot be counted, and say so", async () => {
      world.counter.failure = new Error("Firestore is away");
      for (let n = 0; n < 5; n += 1) await call("createPaymentLink", alice);
      assert.equal(world.logged.filter(({ event }) => event === "limit.not_counted").length, 5);
    });

    it("refuse a user whose calls come so fast that they cannot be counted", async () => {
      world.counter.failure = Object.assign(new Error("contention"), { code: 10 });
      assert.equal((await refusal("createPaymentLink", alice)).code, "resource-exhausted");
      untouched();
    });
  });

  it("a defect is not shown to the caller", async () => {
    world.fail = new TypeError("cannot read");
    const { code, message } = await refusal("refreshOrder", alice);
    assert.deepEqual([code, /cannot read/.test(message)], ["internal", false]);
  });

  describe("an order that is not there, one that is another's, and one that cannot be read", () => {
    const OTHERS = ["ORD-none", "ORD-of-bob", "ORD-of-nobody", "ORD-broken"] as const;
    beforeEach(() => {
      set({ POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "0", POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE: "0" });
      put("ORD-of-bob", { customerUid: "bob" });
      put("ORD-of-nobody", { customerUid: null });
      put("ORD-broken", { customerUid: "bob", amount: "much" });
    });

    for (const name of ["createPaymentLink", "refreshOrder"] as const) {
      it(`are answered alike by ${name}, after the same reads and no write`, async () => {
        const answers = [];
        for (const orderId of OTHERS) {
          world.reads = 0;
          answers.push({ ...(await refusal(name, alice, orderId)), reads: world.reads });
        }
        const expected = { code: "not-found", message: "There is no such order.", details: undefined };
        for (const answer of answers) assert.deepEqual(answer, { ...expected, reads: 1 });
        assert.deepEqual([world.writes, world.vendorCalls], [0, 0]);
      });

      it(`take ${name} as long`, async () => {
        const times = { missing: [] as number[], anothers: [] as number[] };
        for (let n = 0; n < 400; n += 1) {
          for (const [kind, orderId] of [
            ["missing", "ORD-none"],
            ["anothers", "ORD-of-bob"],
          ] as const) {
            const began = performance.now();
            await refusal(name, alice, orderId);
            times[kind].push(performance.now() - began);
          }
        }
        const medians = [median(times.missing), median(times.anothers)];
        // Reading the stored form takes a fraction of a millisecond more: nothing beside a network's own spread.
        const apartMs = Math.abs((medians[0] ?? 0) - (medians[1] ?? 0));
        assert.ok(apartMs < 1, `the medians are ${medians.join(" and ")} ms`);
      });
    }
  });
});

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

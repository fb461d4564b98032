import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { agreeing, unnoticed } from "../../test/fixtures/audited.js";
import {
  aMixedWorld,
  assertConsistent,
  audit,
  aWorld,
  outcome,
  TODAY,
  type World,
} from "../../test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../test/support/memory-audit.js";
import { timeFor } from "../../test/support/time-for.js";
import { failure } from "../../test/support/vendor-listing.js";
import { addMilliseconds, type Instant } from "../shared/instant.js";
import type { AuditDependencies } from "./audit-dependencies.js";
import { runDailyAudit } from "./run-audit.js";

describe("runDailyAudit, when it is interrupted,", () => {
  const habits = { cap: 7 };
  /** Runs as often as it takes, each time for one step only. */
  async function untilDone(world: World): Promise<void> {
    for (let run = 0; run < 100; run += 1) {
      world.deps.hasTimeLeft = timeFor(1);
      if ((await audit(world)).state !== "running") return;
    }
    assert.fail("not done after 100 runs");
  }
  const undisturbed = async () => {
    const world = aMixedWorld(habits);
    await audit(world);
    return outcome(world);
  };

  const passing = ["unavailable", "network", "timeout", "unreadable"] as const;
  for (const kind of [...passing, "contract", "unauthorized"] as const) {
    it(`goes on where the vendor failed it (${kind}), wherever that was`, async () => {
      const expected = await undisturbed();
      for (let failing = 1; failing <= expected.counts.vendorCalls; failing += 1) {
        const world = aMixedWorld(habits);
        world.vendor.beforeAnswer = (call) => {
          if (call === failing) throw failure(kind);
        };
        const paused = await audit(world);
        assert.deepEqual([paused.state, paused.finishedAt], ["running", null]);
        assert.equal(world.logged.at(-1)?.event, "audit.paused");
        await audit(world);
        assert.deepEqual(outcome(world), expected);
        assertConsistent(world);
      }
    });
  }

  it("goes on where its time ended, page by page", async () => {
    const world = aMixedWorld(habits);
    await untilDone(world);
    assert.deepEqual(outcome(world), await undisturbed());
    assertConsistent(world);
  });

  it("goes on within a large page", async () => {
    const world = aWorld(unnoticed(700), { ignoresSize: true, cap: 1000 });
    await untilDone(world);
    const { state, counts } = outcome(world);
    assert.deepEqual([state, counts.checkouts, counts.healing, counts.agreed], ["complete", 700, 700, 0]);
    assertConsistent(world);
  });

  it("deletes more pages than one write takes", async () => {
    const world = aWorld(agreeing(501), { cap: 1 });
    assert.equal((await audit(world)).state, "complete");
    assertConsistent(world);
    assert.equal(world.firestore.pagesKept, 0);
  });

  class Crash extends Error {}

  type Call = (...args: unknown[]) => Promise<unknown>;

  /** The same dependencies, with something put around each call of a store or of the vendor. */
  function intercepted(deps: AuditDependencies, around: (call: Call) => Call): AuditDependencies {
    const intercept = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (object, name) => {
          const method: unknown = Reflect.get(object, name);
          if (typeof method !== "function") return method;
          return around(async (...args) => Reflect.apply(method, object, args));
        },
      });
    const { audits, orders, checkouts, pointcheckout } = deps;
    return {
      ...deps,
      audits: intercept(audits),
      orders: intercept(orders),
      checkouts: intercept(checkouts),
      pointcheckout: intercept(pointcheckout),
    };
  }

  /** The same dependencies, whose n-th call of all crashes, before or after it had its effect. */
  function crashing(deps: AuditDependencies, nth: number, moment: "before" | "after") {
    let calls = 0;
    const watched = intercepted(deps, (call) => async (...args) => {
      calls += 1;
      const isLast = calls === nth;
      if (isLast && moment === "before") throw new Crash();
      const result = await call(...args);
      if (isLast) throw new Crash();
      return result;
    });
    return { watched, calls: () => calls };
  }

  /** What the triggers do with touches: both sides agree. */
  function heal({ firestore, vendor }: World): void {
    for (const { remote } of vendor.all) {
      const order = firestore.order(remote.orderId ?? "");
      const attempt = order?.attempts[remote.id];
      if (!order || !attempt || !remote.status || !firestore.touched.includes(remote.id)) continue;
      if (remote.amount !== "10.00") continue;
      const totalRefundedMinor = Math.round(Number(remote.totalRefunded ?? 0) * 100);
      const healed = { ...attempt, status: remote.status, totalRefundedMinor };
      firestore.put({ ...order, attempts: { ...order.attempts, [remote.id]: healed } });
    }
  }

  for (const moment of ["before", "after"] as const) {
    it(`reports the same after a crash ${moment} any one of its calls, though what it touched has healed`, async () => {
      const expected = await undisturbed();
      const counting = aMixedWorld(habits);
      const { watched, calls } = crashing(counting.deps, 0, moment);
      await runDailyAudit(watched, DAY_OF_AUDIT);
      const all = calls();
      assert.ok(all > 30, `only ${all} calls`);
      for (let nth = 1; nth <= all; nth += 1) {
        const world = aMixedWorld(habits);
        await assert.rejects(runDailyAudit(crashing(world.deps, nth, moment).watched, DAY_OF_AUDIT), Crash);
        heal(world);
        await audit(world);
        assert.deepEqual(outcome(world), expected, `crash ${moment} call ${nth} of ${all}`);
        assertConsistent(world);
        assert.equal(world.firestore.pagesKept, 0);
      }
    });
  }

  it("keeps its counts when runs go on beside each other, in any order", async () => {
    const expected = await undisturbed();
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const world = aMixedWorld(habits);
      const deps = intercepted(world.deps, (call) => scheduler.scheduleFunction(call));
      const runs = [runDailyAudit(deps, DAY_OF_AUDIT), runDailyAudit(deps, DAY_OF_AUDIT)];
      await scheduler.waitFor(Promise.all(runs));
      assert.equal(world.logged.filter(({ event }) => event === "audit.done").length, 1);
      assert.deepEqual(outcome(world), expected);
      assertConsistent(world);
    });
    await prove("audit: interleavings of two runs", property, budget.interleavedAudits);
  });

  it("stops a run that is not the first to write", async () => {
    const world = aMixedWorld(habits);
    const beside = { ...world.deps, audits: { ...world.deps.audits, commit: async () => null } };
    assert.equal((await runDailyAudit(beside, DAY_OF_AUDIT)).state, "running");
    assert.equal(world.logged.at(-1)?.event, "audit.run_beside");
    assert.equal(world.vendor.asked.length, 1);
    assert.deepEqual(world.firestore.touched, []);
    await audit(world);
    assert.deepEqual(outcome(world), await undisturbed());
  });

  it("compares everything anew when an operator deleted an unfinished audit and not what it had seen", async () => {
    const world = aMixedWorld(habits);
    const anHourLater = addMilliseconds(DAY_OF_AUDIT, 3_600_000);
    const runFor = (steps: number, now: Instant) => {
      world.deps.hasTimeLeft = timeFor(steps);
      return runDailyAudit(world.deps, now);
    };
    await runFor(5, DAY_OF_AUDIT);
    world.firestore.deleteAudit(TODAY);
    // Pages of other sizes have other names.
    world.vendor.habits.cap = 100;
    await runFor(1, anHourLater);
    await runFor(100, anHourLater);
    const { counts, ...expected } = await undisturbed();
    assert.deepEqual(outcome(world), { ...expected, counts: { ...counts, vendorCalls: 4 } });
    assert.equal(world.firestore.pagesKept, 0);
  });
});

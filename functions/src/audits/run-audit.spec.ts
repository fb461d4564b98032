import assert from "node:assert/strict";
import { agreeing, aPair, linkId } from "../../test/fixtures/audited.js";
import {
  aMixedWorld,
  assertConsistent,
  audit,
  aWorld,
  MIXED,
  outcome,
  TODAY,
  tomorrow,
} from "../../test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../test/support/memory-audit.js";
import { timeFor } from "../../test/support/time-for.js";
import { failure } from "../../test/support/vendor-listing.js";
import { listAttempts } from "../orders/model/order.js";
import { addMilliseconds } from "../shared/instant.js";
import type { AuditDependencies } from "./audit-dependencies.js";
import { runAuditNow, runDailyAudit } from "./run-audit.js";

describe("runDailyAudit", () => {
  it("says that all agree, and touches nothing", async () => {
    const world = aWorld(agreeing(250));
    const { state, gaps, counts } = await audit(world);
    assert.deepEqual([state, gaps], ["complete", []]);
    assert.deepEqual([counts.checkouts, counts.agreed, counts.expected, counts.orders], [250, 250, 250, 250]);
    assert.deepEqual([counts.healing, counts.reported], [0, 0]);
    assert.equal(counts.vendorCalls, 6, "one a page, and one for each of the other three questions");
    assert.deepEqual(world.firestore.touched, []);
    assertConsistent(world);
    assert.equal(world.firestore.pagesKept, 0);
  });

  it("notes every kind of difference, and touches each once", async () => {
    const world = aMixedWorld();
    const { state, counts } = await audit(world);
    assert.equal(state, "complete");
    assertConsistent(world);
    const { noted } = outcome(world);
    const kindOf = new Map<string, string>(noted.map(({ checkoutId, kind }) => [checkoutId, kind]));
    for (const [kind, id] of MIXED) assert.equal(kindOf.get(id), kind);
    assert.equal(kindOf.get(linkId(950)), "unknown_to_us");
    assert.equal(kindOf.get(linkId(951)), "unknown_to_vendor");
    assert.deepEqual(new Set(world.firestore.touched), new Set([...MIXED.map(([, id]) => id), linkId(951)]));
    assert.deepEqual([counts.healing, counts.reported], [4, 5]);
  });

  it("finds a chargeback after our read, though that read came after the audit's first pages", async () => {
    const world = aWorld([]);
    const { order, listable } = aPair(1, { status: "PAID" }, { status: "CHARGEBACK" });
    const [checkoutId, attempt] = listAttempts(order)[0] ?? assert.fail("no attempt");
    world.firestore.put(order);
    world.vendor.beforeAnswer = (call) => {
      if (call === 2) {
        const observedAt = world.firestore.put(order).document(order.orderId).version;
        world.firestore.put({ ...order, attempts: { [checkoutId]: { ...attempt, observedAt } } });
      }
      // Older than the window.
      if (call === 4) world.vendor.all.push(listable);
    };
    assert.deepEqual((await audit(world)).differences, { chargeback_unnoticed: 1 });
  });

  it("makes the checkout again that was deleted, and has it looked up", async () => {
    const world = aWorld([aPair(1, { status: "PENDING" }, { status: "PAID" })]);
    world.firestore.checkouts.clear();
    await audit(world);
    const [difference] = outcome(world).noted;
    assert.deepEqual([difference?.kind, difference?.action], ["paid_unnoticed", "touched"]);
    assert.deepEqual(world.firestore.touched, [linkId(1)]);
  });

  it("reads one document when the day's audit is done", async () => {
    const world = aMixedWorld();
    const done = await audit(world);
    const { length } = world.vendor.asked;
    const untouched = { ...world.deps, audits: { ...world.deps.audits } };
    untouched.audits.commit = async () => assert.fail("nothing is to be written");
    untouched.audits.unfinished = async () => assert.fail("nothing else is to be read");
    assert.deepEqual(await runDailyAudit(untouched, addMilliseconds(DAY_OF_AUDIT, 3_600_000)), done);
    assert.equal(world.vendor.asked.length, length);
  });

  it("closes what was not finished on an earlier day, by hand too, and begins anew", async () => {
    const world = aMixedWorld({ cap: 7 });
    await runAuditNow(world.deps, DAY_OF_AUDIT);
    world.deps.hasTimeLeft = timeFor(2);
    const left = await runAuditNow(world.deps, DAY_OF_AUDIT);
    assert.deepEqual([left.auditId, left.state], [`${TODAY}-2`, "running"]);
    assert.equal(world.firestore.pagesKept > 0, true);
    world.deps.hasTimeLeft = () => true;
    const next = await runDailyAudit(world.deps, tomorrow);
    assert.notEqual(next.state, "running");
    const closed = world.firestore.audit(`${TODAY}-2`);
    assert.deepEqual([closed?.state, closed?.gaps], ["incomplete", ["not_finished"]]);
    assert.equal(world.firestore.audit(TODAY)?.state, "complete");
    assert.equal(world.firestore.pagesKept, 0);
  });

  it("does not call an audit unfinished that only lacked its end", async () => {
    const world = aMixedWorld();
    const audits: AuditDependencies["audits"] = {
      ...world.deps.audits,
      commit: async (snapshot, write) => {
        if (write.audit.state === "complete") throw new Error("UNAVAILABLE");
        return world.deps.audits.commit(snapshot, write);
      },
    };
    await assert.rejects(runDailyAudit({ ...world.deps, audits }, DAY_OF_AUDIT), /UNAVAILABLE/);
    await runDailyAudit(world.deps, tomorrow);
    assert.equal(world.firestore.audit(TODAY)?.state, "complete");
  });
});

describe("runAuditNow", () => {
  it("makes another audit of the day each time, and goes on with one that runs", async () => {
    const world = aMixedWorld();
    assert.equal((await runAuditNow(world.deps, DAY_OF_AUDIT)).auditId, TODAY);
    world.vendor.beforeAnswer = () => {
      throw failure("unavailable");
    };
    assert.equal((await runAuditNow(world.deps, DAY_OF_AUDIT)).auditId, `${TODAY}-2`);
    world.vendor.beforeAnswer = () => {};
    const second = await runAuditNow(world.deps, DAY_OF_AUDIT);
    assert.deepEqual([second.auditId, second.state], [`${TODAY}-2`, "complete"]);
    assert.equal((await runAuditNow(world.deps, DAY_OF_AUDIT)).auditId, `${TODAY}-3`);
    assert.equal((await audit(world)).auditId, TODAY);
  });

  it("refuses more than fifty a day", async () => {
    const world = aWorld([]);
    for (let nth = 1; nth <= 50; nth += 1) await runAuditNow(world.deps, DAY_OF_AUDIT);
    await assert.rejects(runAuditNow(world.deps, DAY_OF_AUDIT), /50 audits/);
  });
});

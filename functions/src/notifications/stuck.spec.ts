import assert from "node:assert/strict";
import { aLeased, anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { sweepDependencies } from "../../test/support/sweep-dependencies.js";
import type { LogFields } from "../shared/log.js";
import { stuckReason } from "./stuck.js";
import { sweep } from "./sweep.js";

describe("stuckReason", () => {
  const now = at(3_000);
  const minutesAgo = (minutes: number) => at(3_000 - minutes * 60);

  it("finds an order that was due a quarter of an hour ago, and none that is due now", () => {
    assert.equal(stuckReason(anOrder({ nextCheckAt: minutesAgo(15) }), now), "late");
    assert.equal(stuckReason(anOrder({ nextCheckAt: minutesAgo(14) }), now), null);
    assert.equal(stuckReason(anOrder({ nextCheckAt: null }), now), null);
  });

  it("finds an order that could not be read six times in a row", () => {
    const failing = (failures: number) =>
      anOrder({ attempts: { [FIRST]: anAttempt({ failures }) }, nextCheckAt: now });
    assert.equal(stuckReason(failing(6), now), "unreadable_vendor");
    assert.equal(stuckReason(failing(5), now), null);
  });

  it("finds a creation whose lease ran out a quarter of an hour ago", () => {
    const created = (minutes: number) =>
      anOrder({ requests: [aLeased(3_000 - minutes * 60)], nextCheckAt: now });
    assert.equal(stuckReason(created(15), now), "creation_unsettled");
    assert.equal(stuckReason(created(14), now), null);
  });

  it("finds an order whose touches no trigger answers, though each one postpones it", async () => {
    const { database, orders } = memoryStores(60);
    database.putWithCheckouts(anOrder());
    const stuck: unknown[] = [];
    const asked = async () => assert.fail("the vendor was asked");
    const warn = (event: string, fields?: LogFields) => void stuck.push([event, fields?.reason]);
    const deps = sweepDependencies({
      orders,
      pointcheckout: { searchCheckouts: asked, cancelCheckout: asked },
      log: { info: () => {}, warn, error: assert.fail },
    });
    for (let minute = 1; minute <= 90; minute += 1) await sweep(deps, database.pass(60_000));
    assert.deepEqual([stuck[0], stuck.length > 2], [["sweep.done", "late"], true]);
  });

  it("waits for the longest pause between two reads", () => {
    const seen = (minutes: number, fields = {}) =>
      anOrder({
        attempts: {
          [FIRST]: anAttempt({ observedAt: at(90_000 - minutes * 60), nextCheckAt: at(90_000), ...fields }),
        },
      });
    const reasonOf = (order: ReturnType<typeof seen>) => stuckReason(order, at(90_000));
    assert.deepEqual([reasonOf(seen(74)), reasonOf(seen(75))], [null, "late"]);
    assert.equal(reasonOf(seen(75, { nextCheckAt: at(90_001) })), null);
    assert.equal(reasonOf(seen(75, { failedAt: at(89_000) })), null);
    assert.equal(reasonOf(seen(75, { anomaly: { code: "amount_absent", seen: "PAID" } })), null);
    const authorized = { status: "AUTHORIZED" } as const;
    assert.deepEqual([reasonOf(seen(1454, authorized)), reasonOf(seen(1455, authorized))], [null, "late"]);
  });
});

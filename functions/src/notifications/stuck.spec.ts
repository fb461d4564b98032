import assert from "node:assert/strict";
import { aLeased, anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { stuckReason } from "./stuck.js";

describe("stuckReason", () => {
  const now = at(10_000);
  const minutesAgo = (minutes: number) => at(10_000 - minutes * 60);

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
      anOrder({ requests: [aLeased(10_000 - minutes * 60)], nextCheckAt: now });
    assert.equal(stuckReason(created(15), now), "creation_unsettled");
    assert.equal(stuckReason(created(14), now), null);
  });
});

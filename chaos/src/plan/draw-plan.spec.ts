import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { drawPlan } from "./draw-plan.js";
import { JOURNEYS } from "./journeys.js";

describe("drawPlan", () => {
  it("gives the same plan for the same seed, and another for another", () => {
    const plan = drawPlan({ seed: 7, orders: 60, kill: true });
    assert.deepEqual(drawPlan({ seed: 7, orders: 60, kill: true }), plan);
    const other = drawPlan({ seed: 8, orders: 60, kill: true });
    assert.notDeepEqual(pluck(other.orders, "steps"), pluck(plan.orders, "steps"));
  });

  it("plans the first orders alike, however many follow and whatever is killed", () => {
    const { orders } = drawPlan({ seed: 3, orders: 40, kill: false });
    assert.deepEqual(drawPlan({ seed: 3, orders: 300, kill: true }).orders.slice(0, 40), orders);
  });

  it("takes every journey somewhere in 300 orders, and begins each with asking for a link", () => {
    const { orders } = drawPlan({ seed: 1, orders: 300, kill: false });
    const missing = Object.keys(JOURNEYS).filter((name) => !orders.some(({ journey }) => journey === name));
    assert.deepEqual(missing, []);
    assert.ok(orders.every(({ steps }) => steps[0]?.kind === "ask"));
    assert.ok(orders.every(({ steps, pausesMs }) => steps.length === pausesMs.length));
  });

  it("writes amounts with the decimals that their currency has", () => {
    const form = { AED: /^\d+\.\d{2}$/, KWD: /^\d+\.\d{3}$/, JPY: /^\d+$/ };
    for (const { amount, currency } of drawPlan({ seed: 2, orders: 100, kill: false }).orders) {
      assert.match(amount, form[currency as keyof typeof form]);
    }
  });

  it("kills functions and listener, spread over the run, only when it is to", () => {
    assert.deepEqual(drawPlan({ seed: 5, orders: 300, kill: false }).kills, []);
    for (const [orders, count] of [
      [300, 4],
      [40, 2],
      [20, 1],
    ] as const) {
      const { kills } = drawPlan({ seed: 5, orders, kill: true });
      assert.equal(kills.length, count);
      assert.equal(kills[0]?.target, "both");
      kills.forEach(({ afterShare }, index) => {
        assert.ok(afterShare > index / count && afterShare < (index + 1) / count, String(afterShare));
      });
    }
  });
});

import assert from "node:assert/strict";
import { ArmedFaults } from "./armed-faults.js";
import type { FaultOrder } from "./fault-order.js";

function order(overrides: Partial<FaultOrder> = {}): FaultOrder {
  return { operation: "*", match: {}, times: 1, effect: { kind: "reset-before" }, ...overrides };
}

describe("ArmedFaults", () => {
  it("lets a fault happen as often as ordered, then never again", () => {
    const faults = new ArmedFaults();
    faults.arm(order({ times: 2 }));
    const kinds = [1, 2, 3].map(() => faults.take("get-checkout", {}).fault?.kind);
    assert.deepEqual(kinds, ["reset-before", "reset-before", undefined]);
    assert.deepEqual(faults.list(), []);
  });

  it("keeps a fault without number", () => {
    const faults = new ArmedFaults();
    faults.arm(order({ times: null }));
    for (let i = 0; i < 5; i += 1) assert.equal(faults.take("create-link", {}).fault?.kind, "reset-before");
    assert.equal(faults.list()[0]?.happened, 5);
  });

  it("waits for the operation and the ids it was ordered for", () => {
    const faults = new ArmedFaults();
    faults.arm(order({ operation: "get-checkout", match: { orderId: "A", checkoutId: "1" } }));
    assert.deepEqual(faults.take("create-link", { orderId: "A", checkoutId: "1" }), {});
    assert.deepEqual(faults.take("get-checkout", { orderId: "A" }), {});
    assert.deepEqual(faults.take("get-checkout", { orderId: "B", checkoutId: "1" }), {});
    assert.equal(faults.take("get-checkout", { orderId: "A", checkoutId: "1" }).fault?.kind, "reset-before");
  });

  it("does not spend a fault for every operation on one it cannot happen to", () => {
    const faults = new ArmedFaults();
    faults.arm(order({ effect: { kind: "accept-duplicates" } }));
    assert.deepEqual(faults.take("get-checkout", {}), {});
    assert.equal(faults.take("create-link", {}).fault?.kind, "accept-duplicates");
  });

  it("combines a delay with one other fault, in the order they were armed", () => {
    const faults = new ArmedFaults();
    faults.arm(order({ effect: { kind: "reset-after" } }));
    faults.arm(order({ effect: { kind: "latency", ms: 5, when: "after" } }));
    faults.arm(order({ effect: { kind: "latency", ms: 9, when: "after" } }));
    faults.arm(order({ effect: { kind: "reset-before" } }));
    const first = faults.take("cancel-checkout", {});
    const second = faults.take("cancel-checkout", {});
    assert.deepEqual([first.latency?.ms, first.fault?.kind], [5, "reset-after"]);
    assert.deepEqual([second.latency?.ms, second.fault?.kind], [9, "reset-before"]);
  });
});

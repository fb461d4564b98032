import assert from "node:assert/strict";
import { FAULT_PROFILE_NAMES } from "../../simulator/src/faults/fault-profiles.js";
import { readOptions, UsageError } from "./options.js";

const refusal = (...args: string[]): string => {
  try {
    readOptions(args);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail(`${args.join(" ")} was taken`);
};

describe("readOptions", () => {
  it("runs 300 orders of seed 1 under all faults, and kills nothing, by default", () => {
    assert.deepEqual(readOptions([]), {
      orders: 300,
      seeds: [1],
      faults: FAULT_PROFILE_NAMES,
      kill: false,
      json: false,
    });
  });

  it("takes a seed, or several in a row", () => {
    assert.deepEqual(readOptions(["--seed", "42"]).seeds, [42]);
    assert.deepEqual(readOptions(["--seed", "1..5"]).seeds, [1, 2, 3, 4, 5]);
    for (const wrong of ["5..1", "1..2..3", "x", "", "1..", "-1", "1.5"])
      assert.match(refusal(`--seed=${wrong}`), /--seed/);
  });

  it("takes faults by name", () => {
    assert.deepEqual(readOptions(["--faults", "resets, latency"]).faults, ["resets", "latency"]);
    assert.deepEqual(readOptions(["--faults", "none"]).faults, []);
    assert.match(refusal("--faults", "resets,earthquake"), /knows no earthquake: .*stale-reads/);
  });

  it("refuses what it does not know", () => {
    assert.match(refusal("--order", "3"), /--order/);
    assert.match(refusal("3"), /3/);
    for (const wrong of ["0", "-3", "many", "1e3", "5001"])
      assert.match(refusal(`--orders=${wrong}`), /--orders takes/);
  });
});

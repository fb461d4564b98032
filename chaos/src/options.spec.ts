import assert from "node:assert/strict";
import { FAULT_PROFILE_NAMES } from "../../simulator/src/faults/fault-profiles.js";
import { readOptions, UsageError } from "./options.js";

const assertRefused = (words: RegExp, ...args: string[]): void =>
  assert.throws(
    () => readOptions(args),
    (error) => error instanceof UsageError && words.test(error.message),
    args.join(" "),
  );

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
      assertRefused(/--seed/, `--seed=${wrong}`);
  });

  it("takes faults by name", () => {
    assert.deepEqual(readOptions(["--faults", "resets, latency"]).faults, ["resets", "latency"]);
    assert.deepEqual(readOptions(["--faults", "none"]).faults, []);
    assertRefused(/knows no earthquake: .*stale-reads/, "--faults", "resets,earthquake");
  });

  it("refuses what it does not know", () => {
    assertRefused(/--order/, "--order", "3");
    assertRefused(/3/, "3");
    for (const wrong of ["0", "-3", "many", "1e3", "5001"])
      assertRefused(/--orders takes/, `--orders=${wrong}`);
  });
});

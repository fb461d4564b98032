import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import {
  addMilliseconds,
  compareInstants,
  earliest,
  fromDate,
  type Instant,
  millisecondsBetween,
  toIsoString,
} from "./instant.js";

const instants: fc.Arbitrary<Instant> = fc.record(
  {
    seconds: fc.integer({ min: -62_135_596_800, max: 253_402_300_000 }),
    nanoseconds: fc.integer({ min: 0, max: 999_999 }).map((micros) => micros * 1000),
  },
  { noNullPrototype: true },
);

describe("an instant", () => {
  it("is before another by a nanosecond", () => {
    assert.ok(compareInstants({ seconds: 5, nanoseconds: 1 }, { seconds: 5, nanoseconds: 2 }) < 0);
    assert.ok(compareInstants({ seconds: 6, nanoseconds: 0 }, { seconds: 5, nanoseconds: 999_999_999 }) > 0);
    assert.equal(compareInstants({ seconds: 5, nanoseconds: 7 }, { seconds: 5, nanoseconds: 7 }), 0);
  });

  for (const [ms, expected] of [
    [0, { seconds: 10, nanoseconds: 999_000_000 }],
    [1, { seconds: 11, nanoseconds: 0 }],
    [1500, { seconds: 12, nanoseconds: 499_000_000 }],
    [-1, { seconds: 10, nanoseconds: 998_000_000 }],
    [-1500, { seconds: 9, nanoseconds: 499_000_000 }],
    [0.5, { seconds: 10, nanoseconds: 999_500_000 }],
    [999.9999999, { seconds: 11, nanoseconds: 999_000_000 }],
  ] as const) {
    it(`${ms} ms later than 10.999 s is ${expected.seconds} s and ${expected.nanoseconds} ns`, () =>
      assert.deepEqual(addMilliseconds({ seconds: 10, nanoseconds: 999_000_000 }, ms), expected));
  }

  it("is as far away as was added, and has nanoseconds of its own range", () => {
    const property = fc.property(instants, fc.integer({ min: -1e10, max: 1e10 }), (instant, ms) => {
      const moved = addMilliseconds(instant, ms);
      assert.ok(moved.nanoseconds >= 0 && moved.nanoseconds < 1e9);
      assert.ok(Math.abs(millisecondsBetween(instant, moved) - ms) < 0.001);
      assert.equal(Math.sign(compareInstants(moved, instant)), Math.sign(ms));
    });
    prove("values: instants", property, budget.values);
  });

  it("is in ISO 8601 to the millisecond", () => {
    const instant = { seconds: 1_790_000_000, nanoseconds: 123_999_999 };
    assert.equal(toIsoString(instant), "2026-09-21T14:13:20.123Z");
  });

  it("comes from a date, also one before 1970, and goes back to it", () => {
    assert.deepEqual(fromDate(new Date(-1)), { seconds: -1, nanoseconds: 999_000_000 });
    const property = fc.property(fc.date({ noInvalidDate: true }), (date) => {
      assert.equal(toIsoString(fromDate(date)), date.toISOString());
    });
    prove("values: instants", property, budget.values);
  });

  it("is the earliest of some, whatever is missing among them", () => {
    const [early, late] = [
      { seconds: 1, nanoseconds: 0 },
      { seconds: 1, nanoseconds: 1 },
    ];
    assert.equal(earliest([null, late, undefined, early, late]), early);
    assert.equal(earliest([null, undefined]), null);
    assert.equal(earliest([]), null);
  });
});

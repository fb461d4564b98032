import assert from "node:assert/strict";
import { Timestamp } from "firebase-admin/firestore";
import { millisOf, plain } from "./documents.js";

describe("documents as plain JSON", () => {
  it("writes times to the nanosecond, so that their texts sort as they do", () => {
    const times = [new Timestamp(1_700_000_000, 5), new Timestamp(1_700_000_000, 123_000_000)].map(plain);
    assert.deepEqual(times, ["2023-11-14T22:13:20.000000005Z", "2023-11-14T22:13:20.123000000Z"]);
    assert.equal(millisOf("2023-11-14T22:13:20.123000000Z"), 1_700_000_000_123);
  });

  it("goes into maps and lists, and leaves the rest as it is", () => {
    const at = new Timestamp(0, 0);
    assert.deepEqual(plain({ a: { at }, b: [at, null, 3, "x"] }), {
      a: { at: "1970-01-01T00:00:00.000000000Z" },
      b: ["1970-01-01T00:00:00.000000000Z", null, 3, "x"],
    });
  });
});

import assert from "node:assert/strict";
import { anAttempt, anObservation, aRemote } from "../../test/fixtures/orders.js";
import { observe } from "./transition-observe.js";

describe("observe", () => {
  it("stops at a verdict that nobody has written down, instead of storing half an attempt", () => {
    assert.throws(
      () => observe(anAttempt(), { kind: "other" } as never, anObservation(aRemote())),
      TypeError,
    );
  });
});

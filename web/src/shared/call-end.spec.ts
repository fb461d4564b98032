import assert from "node:assert/strict";
import { isOver, isUncertain } from "./call-end.js";

describe("an attempt", () => {
  it("may have taken effect unless the functions refused it", () => {
    for (const code of ["unreachable", "unavailable", "aborted", "internal", "deadline-exceeded"] as const)
      assert.equal(isUncertain({ code }), true, code);
    for (const code of ["invalid-argument", "already-exists", "failed-precondition"] as const)
      assert.equal(isUncertain({ code }), false, code);
  });

  it("keeps its id while it may have been made, also when a later one is refused", () => {
    assert.equal(isOver("unknown", false), false);
    assert.equal(isOver("unknown", true), false);
    assert.equal(isOver("refused", true), false);
  });

  it("gives its id up when it was answered, or refused for certain", () => {
    assert.equal(isOver("answered", true), true);
    assert.equal(isOver("refused", false), true);
  });
});

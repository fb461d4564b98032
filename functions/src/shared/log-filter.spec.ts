import assert from "node:assert/strict";
import { parseLogFilter } from "../../test/support/log-filter.js";
import type { LogFields } from "./log.js";

const line = (jsonPayload: LogFields, severity = "WARNING") => ({ severity, jsonPayload });

describe("parseLogFilter", () => {
  const counts = (filter: string, fields: LogFields, severity?: string) =>
    parseLogFilter(filter)(line(fields, severity));

  it("binds AND closer than OR, and brackets closer than both", () => {
    const a = 'jsonPayload.a="1"';
    assert.equal(counts(`${a} OR ${a} AND jsonPayload.b="2"`, { a: 1 }), true);
    assert.equal(counts(`(${a} OR ${a}) AND jsonPayload.b="2"`, { a: 1 }), false);
  });

  it("takes any of several values", () => {
    assert.equal(counts('jsonPayload.event=("x.y" OR "z.w")', { event: "z.w" }), true);
    assert.equal(counts('jsonPayload.event=("x.y" OR "z.w")', { event: "z.ww" }), false);
  });

  it("finds a name among notes, and no longer one that begins alike", () => {
    const filter = 'jsonPayload.notes=~"(^| )(order[.]problem)( |$)"';
    assert.equal(counts(filter, { notes: "order.paid order.problem" }), true);
    assert.equal(counts(filter, { notes: "order.problem_resolved order.paid" }), false);
    assert.equal(counts(filter, {}), false);
  });

  it("compares severities and numbers by their rank", () => {
    assert.equal(counts("severity>=WARNING AND jsonPayload.stuck>0", { stuck: 1 }), true);
    assert.equal(counts("severity>=WARNING AND jsonPayload.stuck>0", { stuck: 0 }), false);
    assert.equal(counts("severity>=WARNING", {}, "ERROR"), true);
    assert.equal(counts("severity>=WARNING", {}, "INFO"), false);
  });

  it("refuses what it does not know", () => {
    const cut = ["", "severity", "severity>=", "(severity=INFO"];
    for (const filter of [...cut, 'jsonPayload.a:"x"', 'trace="x" x'])
      assert.throws(() => parseLogFilter(filter)(line({})), Error, filter);
  });
});

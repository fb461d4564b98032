import assert from "node:assert/strict";
import { auditSchema } from "./audit.js";

describe("auditSchema", () => {
  const moment = { seconds: 0, nanoseconds: 0 };
  const begun = { auditId: "2026-11-30", state: "running", step: "window", from: moment, startedAt: moment };

  it("begins an audit with nothing counted", () => {
    const { round, page, counts, differences } = auditSchema.parse({ ...begun, gaps: [] });
    assert.deepEqual([round, page, counts.checkouts, counts.expected, differences], [1, 0, 0, null, {}]);
  });

  it("takes none whose gaps were lost: it would end as if it had seen everything", () => {
    assert.deepEqual(
      auditSchema.safeParse(begun).error?.issues.map(({ path }) => path),
      [["gaps"]],
    );
  });
});

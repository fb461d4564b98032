import assert from "node:assert/strict";
import { agreeing } from "../../test/fixtures/audited.js";
import { aMixedWorld, aWorld, TODAY, tomorrow, type World } from "../../test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../test/support/memory-audit.js";
import { failure } from "../../test/support/vendor-listing.js";
import { assertLines, type Expected, linesOf } from "../../test/support/written-lines.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import { cloudLog } from "../shared/cloud-log.js";
import { addMilliseconds, toIsoString } from "../shared/instant.js";
import { runAuditNow, runDailyAudit } from "./run-audit.js";

const TOMORROW = toIsoString(tomorrow).slice(0, 10);
const loud = { severity: "WARNING", counts: ["audit-differences", "finished-audits"] } as const;

type Case = {
  what: string;
  /** One with two that agree, unless given. */
  world?: () => World;
  /** What there is before the run whose lines are looked at, and what is in its way. */
  before?: (world: World) => unknown;
  now?: typeof DAY_OF_AUDIT;
  line: Expected;
};

const counts = ["finished-audits"] as const;
const finished = { severity: "INFO", auditId: TODAY, state: "complete", counts } as const;
const done: Expected = { event: "audit.done", ...finished, gaps: "" };
const incomplete: Expected = { ...done, ...loud, state: "incomplete" };
const paused = { event: "audit.paused", auditId: TODAY, step: "window" };
const vendorFails = (world: World) => {
  world.vendor.beforeAnswer = () => {
    throw failure("unavailable");
  };
};
/** An audit of today that the vendor's failure has left unfinished, and a vendor who answers again. */
const unfinished = async (world: World) => {
  vendorFails(world);
  await runDailyAudit(world.deps, DAY_OF_AUDIT);
  world.vendor.beforeAnswer = () => {};
};

const CASES: readonly Case[] = [
  {
    what: "found that all agree",
    world: () => aWorld(agreeing(20)),
    line: { ...done, agreed: 20, reported: 0 },
  },
  {
    what: "found what a human decides",
    world: aMixedWorld,
    line: { ...done, ...loud, reported: 5, paid_unnoticed: 1 },
  },
  {
    what: "could not see the window whole",
    world: () => aWorld(agreeing(20), { totalElements: "absent", totalPages: false, ignoresPage: true }),
    line: { ...incomplete, gaps: "window_incomplete ours_not_compared" },
  },
  {
    what: "met a question that the vendor refuses",
    world: () => aWorld(agreeing(2), { knowsChargebacks: false }),
    line: { ...incomplete, gaps: "charged_back_refused", notes: "audit.page_refused" },
  },
  {
    what: "met a vendor who fails",
    before: vendorFails,
    line: { ...paused, severity: "WARNING", reason: failure("unavailable").message },
  },
  {
    what: "came to the end of its time",
    before: (world) => Object.assign(world.deps, { hasTimeLeft: () => false }),
    line: { ...paused, severity: "INFO" },
  },
  {
    what: "was not the first to write",
    before: ({ deps }) => Object.assign(deps, { audits: { ...deps.audits, commit: async () => null } }),
    line: { event: "audit.run_beside", severity: "INFO", auditId: TODAY },
  },
  {
    what: "found the day's audit done",
    before: ({ deps }) => runDailyAudit(deps, DAY_OF_AUDIT),
    line: { event: "audit.done_before", ...finished },
  },
  {
    what: "closed what an earlier day had left unfinished",
    before: unfinished,
    now: tomorrow,
    line: { ...done, ...loud, auditId: TOMORROW, closed: TODAY, notes: "audit.closed" },
  },
  {
    what: "met a defect",
    before: ({ vendor }) => {
      vendor.beforeAnswer = () => {
        throw new TypeError("a defect");
      };
    },
    line: { event: "audit.failed", severity: "ERROR", reason: "TypeError: a defect", counts: ["failures"] },
  },
];

describe("an audit writes one line of the log for a run that", () => {
  const usual = () => aWorld(agreeing(2));
  for (const { what, world: build = usual, before, now = DAY_OF_AUDIT, line } of CASES) {
    for (const [how, run] of [
      ["daily", runDailyAudit],
      ["by hand", runAuditNow],
    ] as const) {
      // By hand a done audit is followed by another, and an earlier day's is left to the daily run.
      if (how === "by hand" && (line.event === "audit.done_before" || now !== DAY_OF_AUDIT)) continue;
      it(`${what} (${how})`, async () => {
        const world = build();
        await before?.(world);
        const deps = { ...world.deps, log: cloudLog };
        const act = () => run(deps, now).catch((error: unknown) => assert.ok(error instanceof TypeError));
        assertLines(await linesOf(act), [line]);
      });
    }
  }

  it("is part of a callable's, where it is still counted", async () => {
    const { deps } = aMixedWorld();
    const act = () =>
      asCanonicalLine(cloudLog, async () => {
        await runAuditNow({ ...deps, log: cloudLog }, addMilliseconds(DAY_OF_AUDIT, 1));
        cloudLog.info("callable.done", { callable: "runAudit" });
      });
    const line = { event: "callable.done", callable: "runAudit", notes: "audit.done", reported: 5 };
    assertLines(await linesOf(act), [{ ...line, ...loud }]);
  });
});

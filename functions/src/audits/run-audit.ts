import { restoreMissing } from "../checkouts/checkout-store.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import { addMilliseconds, DAY_MS, type Instant, toIsoString } from "../shared/instant.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import {
  type Audit,
  auditSchema,
  countDifferences,
  type GapCode,
  VENDOR_STEPS,
  type VendorStep,
} from "./audit.js";
import type { AuditDependencies, Run, Seen } from "./audit-dependencies.js";
import type { AuditPage, AuditSnapshot, AuditWrite } from "./audit-store.js";
import { compareOurOrders } from "./compare-our-orders.js";
import { compareVendorPage } from "./compare-vendor-page.js";

const MOST_A_DAY = 50;
/** Pages in one write. */
const MOST_FORGOTTEN = 450;

/** In UTC; it is the id of the day's first audit. The later ones have a number. */
const dayOf = (now: Instant): string => toIsoString(now).slice(0, 10);

/** Begins or continues the day's audit, page by page, as one log line. @param now the schedule's own time */
export const runDailyAudit = asAuditLine(async (deps, now) => {
  const auditId = dayOf(now);
  const known = await deps.audits.read(auditId);
  if (known?.audit.state === "running") return comparePages(deps, known);
  if (known) {
    deps.log.info("audit.done_before", { auditId, state: known.audit.state });
    return known.audit;
  }
  for (const earlier of await deps.audits.unfinished()) {
    // Today's audit sees everything that the earlier one would have seen. Ids begin with the day.
    if (earlier.audit.auditId >= auditId) continue;
    const { audit } = earlier;
    const more: GapCode[] = audit.step === "closing" ? [] : ["not_finished"];
    const pages = (await deps.audits.pages(audit)).map(({ page }) => page);
    const closed = await finishAudit(deps, earlier, { ...audit, gaps: [...audit.gaps, ...more] }, pages);
    if (closed) deps.log[levelOf(closed)]("audit.closed", { closed: closed.auditId });
  }
  return begin(deps, auditId, now);
});

/** Continues today's unfinished audit, or begins another one. */
export const runAuditNow = asAuditLine(async (deps, now) => {
  const day = dayOf(now);
  const known = await deps.audits.ofDay(day);
  const running = known.find(({ audit }) => audit.state === "running");
  if (running) return comparePages(deps, running);
  const ids = known.map(({ audit }) => audit.auditId);
  for (let nth = 1; nth <= MOST_A_DAY; nth += 1) {
    const auditId = nth === 1 ? day : `${day}-${nth}`;
    if (!ids.includes(auditId)) return begin(deps, auditId, now);
  }
  throw new Error(`there are ${MOST_A_DAY} audits of today already`);
});

async function begin(deps: AuditDependencies, auditId: string, now: Instant): Promise<Audit> {
  const from = addMilliseconds(now, -deps.settings.auditDays * DAY_MS);
  const audit = auditSchema.parse({
    auditId,
    state: "running",
    step: "window",
    from,
    startedAt: now,
    gaps: [],
  });
  const created = await deps.audits.create(audit);
  if (created) return comparePages(deps, created);
  const other = await deps.audits.read(auditId);
  return beside(deps.log, other?.audit ?? audit);
}

async function comparePages(deps: AuditDependencies, begun: AuditSnapshot): Promise<Audit> {
  const { audits, log } = deps;
  const { auditId } = begun.audit;
  const pages = await audits.pages(begun.audit);
  const run: Run = { seen: seenIn(pages), listed: null };
  const kept = new Set(pages.map(({ page }) => page));
  let snapshot = begun;
  let { audit } = begun;
  let failure: string | null = null;
  while (deps.hasTimeLeft()) {
    if (audit.step === "closing") {
      const done = await finishAudit(deps, snapshot, audit, kept);
      return done ? logAuditEnd(log, done) : beside(log, snapshot.audit);
    }
    const { step } = audit;
    let write: AuditWrite;
    try {
      write =
        step === "ours"
          ? await compareOurOrders(deps, run.seen, audit)
          : await compareVendorPage(deps, run, audit, step, snapshot.readTime);
    } catch (error) {
      if (!(error instanceof PointCheckoutError)) throw error;
      failure = error.message;
      break;
    }
    audit = countDifferences(write.audit, write.differences ?? []);
    // What found nothing is written with what comes next, unless that is a page of the vendor's: its time is the write's.
    const asksVendor = VENDOR_STEPS.some((one) => one === audit.step);
    const isStepOver = audit.step !== step;
    if (isStepOver && !asksVendor && !write.seen && !write.differences?.length) continue;
    await restoreMissing(deps.checkouts, write.touches ?? []);
    const next = await audits.commit(snapshot, { ...write, audit });
    if (!next) return beside(log, snapshot.audit);
    if (write.seen) kept.add(write.seen.page);
    snapshot = next;
  }
  if (audit !== snapshot.audit) snapshot = (await audits.commit(snapshot, { audit })) ?? snapshot;
  const reason = failure ?? "this run's time is over";
  log[failure ? "warn" : "info"]("audit.paused", { auditId, step: snapshot.audit.step, reason });
  return snapshot.audit;
}

/** `closing` is written with the first deletion of pages. @returns null when another run was first */
async function finishAudit(
  { audits }: AuditDependencies,
  stored: AuditSnapshot,
  last: Audit,
  pages: Iterable<string>,
): Promise<Audit | null> {
  const left = [...pages];
  let closing: AuditSnapshot | null = stored;
  do {
    const forgotten = left.splice(0, MOST_FORGOTTEN);
    closing = await audits.commit(closing, { audit: { ...last, step: "closing" }, forgotten });
    if (!closing) return null;
  } while (left.length > 0);
  const state = closing.audit.gaps.length === 0 ? "complete" : "incomplete";
  const audit: Audit = { ...closing.audit, state, finishedAt: closing.readTime };
  return (await audits.commit(closing, { audit })) ? audit : null;
}

function seenIn(pages: readonly AuditPage[]): Seen {
  const idsOf = (step: VendorStep) =>
    pages.flatMap(({ page, checkoutIds }) => (page.startsWith(`${step}-`) ? checkoutIds : []));
  return Object.fromEntries(VENDOR_STEPS.map((step) => [step, new Set(idsOf(step))])) as Seen;
}

type RunAudit = (deps: AuditDependencies, now: Instant) => Promise<Audit>;

function asAuditLine(run: RunAudit): RunAudit {
  return (deps, now) =>
    asCanonicalLine(deps.log, async () => {
      try {
        return await run(deps, now);
      } catch (error) {
        deps.log.error("audit.failed", { reason: reasonOf(error) }, error);
        throw error;
      }
    });
}

function beside(log: Log, audit: Audit): Audit {
  log.info("audit.run_beside", { auditId: audit.auditId });
  return audit;
}

const levelOf = ({ state, counts }: Audit): "info" | "warn" =>
  state === "complete" && counts.reported === 0 ? "info" : "warn";

function logAuditEnd(log: Log, audit: Audit): Audit {
  const { auditId, state, counts, differences, gaps } = audit;
  const level = levelOf(audit);
  log[level]("audit.done", { auditId, state, ...counts, gaps: gaps.join(" "), ...differences });
  return audit;
}

import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutListing, CheckoutStore } from "../checkouts/checkout-store.js";
import { addMilliseconds, type Instant, toIsoString } from "../orders/instant.js";
import type { OrderListing, OrderStore } from "../orders/order-store.js";
import type { PointCheckoutClient } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { Log } from "../shared/log.js";
import { AUDIT_STEPS, type Audit, type AuditStep, type GapCode } from "./audit.js";
import type { AuditSnapshot, AuditStore, AuditWrite } from "./audit-store.js";
import { compareOurOrders } from "./compare-our-orders.js";
import { compareVendorPage } from "./compare-vendor-page.js";

export type AuditDependencies = {
  audits: AuditStore;
  orders: OrderListing & Pick<OrderStore, "read" | "commit">;
  checkouts: CheckoutListing & Pick<CheckoutStore, "touch">;
  pointcheckout: Pick<PointCheckoutClient, "listCheckouts">;
  settings: {
    /** How far back the window reaches; days. */
    auditDays: number;
    livemode: boolean;
    requestIdPrefix: string;
  };
  log: Log;
  /** Whether this run has time left for one more page. */
  hasTimeLeft: () => boolean;
};

/** The vendor's checkouts that an audit has seen, by the step that saw them. */
export type Seen = Map<AuditStep, Set<CheckoutId>>;

const DAY_MS = 24 * 60 * 60_000;
/** Audits of days before are looked through for one that was never finished. */
const UNFINISHED_DAYS = 7;
/** By hand, the same day can be compared again: so often at most. */
const MOST_A_DAY = 50;

/** The audit of a day, in UTC; "again" when it is not the day's first. */
const auditIdOf = (now: Instant, nth = 1): string =>
  `${toIsoString(now).slice(0, 10)}${nth === 1 ? "" : `-${nth}`}`;

/**
 * The day's audit: begins it, goes on with it where the last run stopped or crashed, or leaves it when it is done.
 * Each page is one step: what it found is written together with how far it has come.
 *
 * @param now the schedule's own time
 */
export async function runDailyAudit(deps: AuditDependencies, now: Instant): Promise<Audit> {
  const auditId = auditIdOf(now);
  const known = await deps.audits.read(auditId);
  if (known) return continueAudit(deps, known);
  for (let days = 1; days <= UNFINISHED_DAYS; days += 1) {
    const earlier = await deps.audits.read(auditIdOf(addMilliseconds(now, -days * DAY_MS)));
    // Its own time is over: today's sees all that it would have seen.
    if (earlier?.audit.state === "running") await finish(deps, earlier, now, ["not_finished"]);
  }
  return begin(deps, auditId, now);
}

/** An audit at once: goes on with today's while it is not done, else makes another one. */
export async function runAuditNow(deps: AuditDependencies, now: Instant): Promise<Audit> {
  for (let nth = 1; nth <= MOST_A_DAY; nth += 1) {
    const auditId = auditIdOf(now, nth);
    const known = await deps.audits.read(auditId);
    if (!known) return begin(deps, auditId, now);
    if (known.audit.state === "running") return continueAudit(deps, known);
  }
  throw new Error(`there are ${MOST_A_DAY} audits of today already`);
}

async function begin(deps: AuditDependencies, auditId: string, now: Instant): Promise<Audit> {
  const audit: Audit = {
    auditId,
    state: "running",
    from: addMilliseconds(now, -deps.settings.auditDays * DAY_MS),
    startedAt: now,
    finishedAt: null,
    step: "window",
    page: 0,
    round: 1,
    unreadable: 0,
    pageSize: 100,
    cursor: null,
    gaps: [],
    counts: {
      checkouts: 0,
      expected: null,
      agreed: 0,
      foreign: 0,
      orders: 0,
      healing: 0,
      reported: 0,
      vendorCalls: 0,
    },
    differences: {},
  };
  const created = await deps.audits.create(audit);
  if (created) return continueAudit(deps, created);
  const other = await deps.audits.read(auditId);
  return other?.audit ?? audit;
}

async function continueAudit(deps: AuditDependencies, begun: AuditSnapshot): Promise<Audit> {
  const { audits, log } = deps;
  let snapshot = begun;
  if (snapshot.audit.state !== "running") return snapshot.audit;
  const { auditId } = snapshot.audit;
  const seen = await readSeen(audits, auditId);
  while (snapshot.audit.state === "running" && deps.hasTimeLeft()) {
    let write: AuditWrite | null;
    try {
      write = await comparePage(deps, snapshot, seen);
    } catch (error) {
      if (!(error instanceof PointCheckoutError)) throw error;
      log.warn("audit.paused", { auditId, step: snapshot.audit.step, reason: error.message });
      return snapshot.audit;
    }
    if (write === null) return finish(deps, snapshot, snapshot.readTime, []);
    const next = await audits.commit(snapshot, write);
    if (!next) {
      log.info("audit.run_beside", { auditId });
      return snapshot.audit;
    }
    snapshot = next;
  }
  return snapshot.audit;
}

/** What one more page adds to the audit; null when nothing is left. */
async function comparePage(
  deps: AuditDependencies,
  { audit, readTime }: AuditSnapshot,
  seen: Seen,
): Promise<AuditWrite | null> {
  const { step } = audit;
  if (step !== "ours") return compareVendorPage(deps, audit, step, seen, readTime);
  const isWhole = !audit.gaps.some((gap) => gap === "window_incomplete" || gap === "window_refused");
  // What was not seen cannot be told from what is not there.
  if (!isWhole || audit.gaps.includes("unreadable_checkouts")) {
    return audit.gaps.includes("ours_not_compared")
      ? null
      : { audit: { ...audit, gaps: [...audit.gaps, "ours_not_compared"] } };
  }
  return compareOurOrders(deps, audit, seen);
}

async function finish(
  { audits, log }: AuditDependencies,
  snapshot: AuditSnapshot,
  finishedAt: Instant,
  more: readonly GapCode[],
): Promise<Audit> {
  const gaps = [...snapshot.audit.gaps, ...more];
  const state = gaps.length === 0 ? "complete" : "incomplete";
  const audit: Audit = { ...snapshot.audit, state, gaps, finishedAt };
  const { auditId, counts, differences } = audit;
  if (!(await audits.commit(snapshot, { audit }))) return snapshot.audit;
  await audits.forgetSeen(auditId);
  const level = state === "complete" && counts.reported === 0 ? "info" : "warn";
  log[level]("audit.done", { auditId, state, ...counts, gaps: gaps.join(" "), ...differences });
  return audit;
}

/** Pages are kept as `<step>-<round>-<page>`. */
async function readSeen(audits: AuditStore, auditId: string): Promise<Seen> {
  const seen: Seen = new Map(AUDIT_STEPS.map((step) => [step, new Set()]));
  for (const [page, checkoutIds] of await audits.seen(auditId)) {
    const step = AUDIT_STEPS.find((name) => page.startsWith(`${name}-`));
    for (const id of checkoutIds) if (step) seen.get(step)?.add(id as CheckoutId);
  }
  return seen;
}

import type { CheckoutFilter } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { addMilliseconds, DAY_MS, type Instant, toIsoString } from "../shared/instant.js";
import type { Audit, VendorStep } from "./audit.js";
import type { AuditDependencies, Run } from "./audit-dependencies.js";
import type { AuditWrite } from "./audit-store.js";
import { compareCheckouts } from "./compare-checkouts.js";
import { turnFromRefusal, turnPage } from "./turn-page.js";

const MOST_AT_ONCE = 200;

/**
 * Compares one page of the vendor's checkouts with our orders, or as much of it as one write takes; `run` keeps the
 * rest. A checkout is compared once in an audit.
 * @param now Firestore's clock just before the page is asked for
 * @throws PointCheckoutError when the page cannot be had now
 */
export async function compareVendorPage(
  deps: AuditDependencies,
  run: Run,
  audit: Audit,
  step: VendorStep,
  now: Instant,
): Promise<AuditWrite> {
  const seen = run.seen[step];
  const counts = { ...audit.counts };
  if (run.listed === null) {
    const listing = await listPage(deps, audit, step);
    counts.vendorCalls += 1;
    if (listing === null) return { audit: turnFromRefusal({ ...audit, counts }, step) };
    const distinct = new Map(listing.content.map((remote) => [remote.id, remote]));
    const rest = [...distinct.values()].filter(({ id }) => !seen.has(id));
    run.listed = { listing, listedAt: now, rest };
  }
  const { listing, listedAt, rest } = run.listed;
  const these = rest.splice(0, MOST_AT_ONCE);
  const known = Object.values(run.seen);
  const fresh = these.filter(({ id }) => !known.some((ids) => ids.has(id)));
  const links = fresh.filter(({ isLink }) => isLink);
  const { differences, touches, foreign } = await compareCheckouts(deps, links, listedAt);
  for (const { id } of these) seen.add(id);
  if (rest.length === 0) run.listed = null;
  counts.checkouts += links.length;
  counts.otherKinds += fresh.length - links.length;
  counts.foreign += foreign;
  counts.agreed += links.length - foreign - differences.length;
  const counted = { ...audit, counts };
  const page = { page: `${step}-${seen.size}`, checkoutIds: these.map(({ id }) => id) };
  return {
    audit: run.listed ? counted : turnPage(counted, step, listing, seen.size),
    ...(these.length > 0 && { seen: page }),
    differences,
    touches,
  };
}

/** Null when the vendor refuses the query. */
async function listPage({ pointcheckout, log }: AuditDependencies, audit: Audit, step: VendorStep) {
  try {
    return await pointcheckout.listCheckouts(filterOf(audit, step));
  } catch (error) {
    if (!(error instanceof PointCheckoutError) || error.kind !== "rejected") throw error;
    log.warn("audit.page_refused", { auditId: audit.auditId, step, reason: error.message });
    return null;
  }
}

// One status a query: the vendor documents lists of them in two ways.
const STATUSES = {
  refunded: ["REFUNDED"],
  partially_refunded: ["PARTIALLY_REFUNDED"],
  charged_back: ["CHARGEBACK"],
} as const;

function filterOf({ from, page, pageSize }: Audit, step: VendorStep): CheckoutFilter {
  const paging = { type: "LINK" as const, page, ...(pageSize === null ? {} : { size: pageSize }) };
  if (step !== "window") return { ...paging, status: STATUSES[step] };
  // The vendor's time zone is unknown; a day earlier is early enough in any.
  return { ...paging, afterTimestamp: wallClock(addMilliseconds(from, -DAY_MS)) };
}

const wallClock = (instant: Instant): string => toIsoString(instant).slice(0, 19).replace("T", " ");

import type { ListingPage } from "../pointcheckout/responses.js";
import { AUDIT_STEPS, type Audit, type GapCode, type VendorStep } from "./audit.js";

/** A page may shift while others are read, so a listing that lacks some is gone through again, so often at most. */
const MOST_ROUNDS = 3;
/** Of one round. Beyond this a listing without end is assumed. */
const MOST_PAGES = 20_000;

/**
 * Where to go on after a page: the next one, the first one again while some are missing, or the next step. Order and
 * page size are unknown, and `totalPages` need not be by the size that was given: whether all were seen is told by
 * their number alone. Pure.
 *
 * @param distinct how many different checkouts the step has seen, this page's included
 */
export function turnPage(audit: Audit, step: VendorStep, listing: ListingPage, distinct: number): Audit {
  const { totalElements, content } = listing;
  const pageHead = content[0]?.id ?? null;
  const unreadable = audit.unreadable + listing.unreadable;
  const expected = step === "window" ? totalElements : audit.counts.expected;
  const counted = { ...audit, unreadable, counts: { ...audit.counts, expected } };
  const isWhole = totalElements !== null && distinct + unreadable >= totalElements;
  if (isWhole) return endStep(counted, []);
  if (!isLast(audit, listing)) return { ...counted, pageHead, page: audit.page + 1 };
  return endRound(counted, step);
}

/**
 * A page that the vendor refuses. A later one may lie beyond the last. Of the first, it may be the size that it does
 * not like; else the question is not to be asked.
 */
export function turnFromRefusal(audit: Audit, step: VendorStep): Audit {
  if (audit.page > 0) return endRound(audit, step);
  if (audit.pageSize !== null) return { ...audit, pageSize: null };
  return endStep(audit, [`${step}_refused`]);
}

/** The step after, with what was not seen in this one. */
export function nextStep(audit: Audit, more: readonly GapCode[]): Audit {
  const step = AUDIT_STEPS[AUDIT_STEPS.indexOf(audit.step) + 1] ?? "closing";
  return { ...audit, ...FIRST_PAGE, step, gaps: [...new Set([...audit.gaps, ...more])], round: 1 };
}

const FIRST_PAGE = { page: 0, pageHead: null, unreadable: 0 };

function endRound(audit: Audit, step: VendorStep): Audit {
  if (audit.round < MOST_ROUNDS) return { ...audit, ...FIRST_PAGE, round: audit.round + 1 };
  return endStep(audit, [`${step}_incomplete`]);
}

const endStep = (audit: Audit, gaps: readonly GapCode[]): Audit =>
  nextStep(audit, audit.unreadable > 0 ? [...gaps, "unreadable_checkouts"] : gaps);

function isLast({ page, pageHead }: Audit, { content, unreadable }: ListingPage): boolean {
  const isEmpty = content.length + unreadable === 0;
  const isSameAgain = content[0] !== undefined && content[0].id === pageHead;
  return isEmpty || isSameAgain || page >= MOST_PAGES;
}

import type { ListingPage } from "../pointcheckout/responses.js";
import { AUDIT_STEPS, type Audit, type GapCode, type VendorStep } from "./audit.js";

/** Pages shift while others are read, so an incomplete listing is read again, so often at most. */
const MOST_ROUNDS = 3;
/** Of one round; a larger listing counts as endless. */
const MOST_PAGES = 20_000;

/**
 * What to read after a page: the next one, the first one again while some are missing, or the next step. A listing is
 * complete when all `totalPages` were read, or a page is empty. `totalElements` is documented as the number on the page
 * but may be the total: only a number larger than the page proves anything. Pure.
 * @param distinct checkouts that the step has seen, this page's included
 * @see vendor API: Read
 */
export function turnPage(audit: Audit, step: VendorStep, listing: ListingPage, distinct: number): Audit {
  const { totalElements, content } = listing;
  const shown = content.length + listing.unreadable;
  const unreadable = audit.unreadable + listing.unreadable;
  const counted = {
    ...audit,
    unreadable,
    counts: { ...audit.counts, expected: expect(audit, step, listing) },
  };
  const inAll = totalElements !== null && totalElements > shown ? totalElements : null;
  const isMissing = inAll !== null && distinct + unreadable < inAll;
  if (inAll !== null && !isMissing) return endStep(counted, []);
  const isSameAgain = content[0] !== undefined && content[0].id === audit.pageHead;
  if (isSameAgain || audit.page >= MOST_PAGES) return endRound(counted, step);
  if (shown === 0 || (isLastPage(audit, listing) && !isMissing)) {
    return isMissing ? endRound(counted, step) : endStep(counted, []);
  }
  const pageHead = content[0]?.id ?? null;
  return { ...counted, pageHead, page: audit.page + 1, pageSize: givenSize(audit, listing) };
}

/** A refused later page may lie beyond the last. A refused first page may be too large; else the step is given up. */
export function turnFromRefusal(audit: Audit, step: VendorStep): Audit {
  if (audit.page > 0) return endRound(audit, step);
  if (audit.pageSize !== null) return { ...audit, pageSize: null };
  return endStep(audit, [`${step}_refused`]);
}

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

function expect({ counts }: Audit, step: VendorStep, { totalElements }: ListingPage): number | null {
  if (step !== "window" || totalElements === null) return counts.expected;
  return Math.max(counts.expected ?? 0, totalElements);
}

/** A full page that is smaller than asked for does not end a listing: `totalPages` may be by the size asked for. */
function isLastPage(audit: Audit, { totalPages, size, content, unreadable }: ListingPage): boolean {
  if (totalPages === null || audit.page + 1 < totalPages) return false;
  const isCapped = size !== null && audit.pageSize !== null && size < audit.pageSize;
  return !isCapped || content.length + unreadable < size;
}

/** If the vendor's pages are smaller, ask for that size, so that `totalPages` fits. */
function givenSize({ pageSize }: Audit, { size }: ListingPage): number | null {
  return size !== null && size > 0 && pageSize !== null && size < pageSize ? size : pageSize;
}

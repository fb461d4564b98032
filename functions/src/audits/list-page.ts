import type { CheckoutFilter } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { ListingPage } from "../pointcheckout/responses.js";
import { addMilliseconds, type Instant, toIsoString } from "../shared/instant.js";
import type { Audit, VendorStep } from "./audit.js";
import type { AuditDependencies } from "./audit-run.js";

/** The vendor's time zone for `afterTimestamp` is unknown; a day earlier is early enough in any. */
const ZONE_MARGIN_MS = 24 * 60 * 60_000;

/**
 * The next page of the vendor's listing; null when the vendor refuses the query.
 * @throws PointCheckoutError when the page cannot be had now
 */
export async function listPage(
  { pointcheckout, log }: AuditDependencies,
  audit: Audit,
  step: VendorStep,
): Promise<ListingPage | null> {
  try {
    return await pointcheckout.listCheckouts(filterOf(audit, step));
  } catch (error) {
    if (!(error instanceof PointCheckoutError) || error.kind !== "rejected") throw error;
    log.warn("audit.page_refused", { auditId: audit.auditId, step, reason: error.message });
    return null;
  }
}

function filterOf({ from, page, pageSize }: Audit, step: VendorStep): CheckoutFilter {
  // One status a query: the vendor documents lists of them in two ways.
  const paging = { type: "LINK" as const, page, ...(pageSize === null ? {} : { size: pageSize }) };
  switch (step) {
    case "window":
      return { ...paging, afterTimestamp: wallClock(addMilliseconds(from, -ZONE_MARGIN_MS)) };
    case "refunded":
      return { ...paging, status: ["REFUNDED"] };
    case "partially_refunded":
      return { ...paging, status: ["PARTIALLY_REFUNDED"] };
    case "charged_back":
      return { ...paging, status: ["CHARGEBACK"] };
  }
}

/** `yyyy-mm-dd HH:MM:SS` */
const wallClock = (instant: Instant): string => toIsoString(instant).slice(0, 19).replace("T", " ");

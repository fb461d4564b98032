import { addMilliseconds, type Instant } from "../orders/instant.js";
import { findLinks, giveBack, LATE_SEARCH_MS, RequestConflict } from "../orders/obtain-links.js";
import type { OrderWrite, PresentOrder } from "../orders/order-store.js";
import { recordLinks } from "../orders/record-link.js";
import { type LinkRequest, withRequest } from "../orders/request.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { SweepDependencies, SweepReport } from "./sweep.js";

/** How long a request that could not be searched for makes way for others; ms. */
const SEARCH_RETRY_MS = 2 * 60_000;

/**
 * One request, of a creation whose lease ran out or one that was never answered: adopts what the vendor has under its
 * id, else gives the order back and searches once more later.
 *
 * @returns the order as it is now, and whether the vendor could be searched; null when another writer was first
 */
export async function settleRequest(
  { orders, pointcheckout, settings, log }: SweepDependencies,
  snapshot: PresentOrder,
  request: LinkRequest,
  now: Instant,
  report: SweepReport,
): Promise<{ snapshot: PresentOrder; isSearched: boolean } | null> {
  const { order, orderId, readTime: at } = snapshot;
  const { requestId } = request;
  const cause = { at, source: "sweep" } as const;
  const remember = (searchAt: Instant | null): LinkRequest => ({ ...request, lease: null, searchAt });
  const store = async (write: OrderWrite, isSearched: boolean) => {
    const written = await orders.commit(snapshot, write);
    return written && { snapshot: written, isSearched };
  };
  try {
    const remotes = await findLinks(pointcheckout, order, request);
    const missing = remotes.filter(({ id }) => !(id in order.attempts));
    const isKnown = Object.values(order.attempts).some((one) => one.requestId === requestId);
    // A request that was never answered and is not found keeps its id: before it is sent again, it is searched for.
    const later = request.lease ? remember(addMilliseconds(now, LATE_SEARCH_MS)) : remember(null);
    const entry = request.lease || !(isKnown || missing.length > 0) ? later : null;
    const isFound = missing.length > 0;
    const settled = await store(
      isFound
        ? recordLinks(
            order,
            request,
            { remotes: missing, observedAt: at, adopted: true, unanswered: entry },
            settings,
          )
        : request.lease
          ? { ...giveBack(order, { requestId, entry, reason: null, at }), cause }
          : { patch: { requests: withRequest(order, requestId, entry) }, cause },
      true,
    );
    if (!settled) return null;
    if (isFound) report.adopted += 1;
    else if (request.lease) report.givenBack += 1;
    log.info("creation.settled", { orderId, requestId, found: missing.length });
    return settled;
  } catch (error) {
    if (error instanceof RequestConflict) {
      log.error("creation.conflict", { orderId, requestId });
      return store(giveBack(order, { requestId, entry: remember(null), reason: error, at }), true);
    }
    if (!(error instanceof PointCheckoutError)) throw error;
    log.warn("creation.search_failed", { orderId, requestId, reason: error.message });
    const searchAt = addMilliseconds(now, Math.max(SEARCH_RETRY_MS, error.retryAfterMs ?? 0));
    const postponed = withRequest(order, requestId, { ...request, searchAt });
    return store({ patch: { requests: postponed }, cause }, false);
  }
}

import { findLinks, LATE_SEARCH_MS, RequestConflict, releaseRequest } from "../orders/link/obtain-links.js";
import { type RecordSettings, recordLinks } from "../orders/link/record-link.js";
import { isRecorded, type LinkRequest, withRequest } from "../orders/model/request.js";
import type { ExistingOrder, OrderStore, OrderWrite } from "../orders/store/order-store.js";
import type { PointCheckoutClient } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { addMilliseconds, type Instant } from "../shared/instant.js";
import type { Log } from "../shared/log.js";

const SEARCH_RETRY_MS = 2 * 60_000;

type SettleDependencies = {
  orders: Pick<OrderStore, "commit">;
  pointcheckout: Pick<PointCheckoutClient, "searchCheckouts">;
  settings: RecordSettings;
  log: Log;
};

type Outcome = "adopted" | "reverted" | "unchanged" | "not_searched";

/**
 * Settles a request whose lease expired, or that was never answered: adopts the vendor's link, or reverts the creation
 * and searches once more later. Null: another writer was first.
 */
export async function settleRequest(
  { orders, pointcheckout, settings, log }: SettleDependencies,
  snapshot: ExistingOrder,
  request: LinkRequest,
  now: Instant,
) {
  const { order, orderId, readTime: at } = snapshot;
  const { requestId } = request;
  const cause = { at, source: "sweep" } as const;
  const remember = (searchAt: Instant | null): LinkRequest => ({ ...request, lease: null, searchAt });
  const store = async (write: OrderWrite, outcome: Outcome) => {
    const written = await orders.commit(snapshot, write);
    return written && { snapshot: written, outcome };
  };
  const keep = (entry: LinkRequest | null, outcome: Outcome = "unchanged") =>
    store({ patch: { requests: withRequest(order, requestId, entry) }, cause }, outcome);
  try {
    const remotes = await findLinks(pointcheckout, order, request);
    const missing = remotes.filter(({ id }) => !(id in order.attempts));
    const isFound = missing.length > 0;
    const isSettled = !request.lease && (isFound || isRecorded(order, requestId));
    // A pending request that is not found keeps its id; before it is sent again, it is searched for.
    const entry = isSettled ? null : remember(request.lease && addMilliseconds(now, LATE_SEARCH_MS));
    const found = { remotes: missing, observedAt: at, adopted: true, pendingRequest: entry };
    const settled = isFound
      ? await store(recordLinks(order, request, found, settings), "adopted")
      : request.lease
        ? await store({ ...releaseRequest(order, request, { pendingRequest: entry }, at), cause }, "reverted")
        : await keep(entry);
    if (settled) log.info("creation.settled", { orderId, requestId, found: missing.length });
    return settled;
  } catch (error) {
    if (error instanceof RequestConflict) {
      log.error("creation.conflict", { orderId, requestId });
      const entry = remember(null);
      if (!request.lease && request.isForeign) return keep(entry);
      return store(
        releaseRequest(order, request, { failure: error, pendingRequest: entry }, at),
        "unchanged",
      );
    }
    if (!(error instanceof PointCheckoutError)) throw error;
    log.warn("creation.search_failed", { orderId, requestId, reason: error.message });
    const searchAt = addMilliseconds(now, Math.max(SEARCH_RETRY_MS, error.retryAfterMs ?? 0));
    return keep({ ...request, searchAt }, "not_searched");
  }
}

import { addMilliseconds, earliest, type Instant, isDue } from "../orders/instant.js";
import { findLinks, giveBack, LATE_SEARCH_MS, RequestConflict } from "../orders/obtain-links.js";
import { deriveNextCheckAt, type Order } from "../orders/order.js";
import type { OrderWrite, PresentOrder } from "../orders/order-store.js";
import { type FoundLinks, recordLinks } from "../orders/record-link.js";
import { noteUnconfirmed } from "../orders/unconfirmed.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { SweepDependencies, SweepReport } from "./sweep.js";

/** How long an order whose creation could not be searched for makes way for others; ms. */
const SEARCH_RETRY_MS = 2 * 60_000;

export type Asked = { requestId: string; attempt: number };

/** A creation whose lease ran out, and the unanswered requests that are due; none while somebody holds a lease. */
export function dueRequests({ creation, unconfirmed }: Order, now: Instant): Asked[] {
  if (creation && !isDue(creation.until, now)) return [];
  const lost = unconfirmed.filter(({ requestId, searchAt }) => {
    return requestId !== creation?.requestId && isDue(searchAt, now);
  });
  return creation ? [creation, ...lost] : lost;
}

/**
 * One request, of a creation whose lease ran out or one that was never answered: adopts what the vendor has under its
 * id, else gives the order back and searches once more later.
 *
 * @returns the order as it is now, or null when it has to wait for the next run
 */
export async function settleRequest(
  { orders, pointcheckout, settings, log }: SweepDependencies,
  snapshot: PresentOrder,
  { requestId, attempt }: Asked,
  now: Instant,
  report: SweepReport,
): Promise<PresentOrder | null> {
  const { order, orderId, readTime } = snapshot;
  try {
    const remotes = await findLinks(pointcheckout, order, requestId);
    const missing = remotes.filter(({ id }) => !(id in order.attempts));
    const again = order.creation
      ? { requestId, attempt, searchAt: addMilliseconds(now, LATE_SEARCH_MS) }
      : null;
    const known = Object.values(order.attempts).some((one) => one.requestId === requestId);
    // A request that was never answered and is not found keeps its id: before it is sent again, it is searched for.
    const entry = again ?? (known || missing.length > 0 ? null : { requestId, attempt, searchAt: null });
    const unconfirmed = noteUnconfirmed(order, requestId, entry);
    let write: OrderWrite;
    if (missing.length > 0) {
      const found: FoundLinks = { remotes: missing, observedAt: readTime, adopted: true, unconfirmed: entry };
      const expiresIn = order.creation?.expiresIn ?? order.linkOptions.expiresIn ?? ASSUMED_EXPIRES_IN;
      write = recordLinks(order, { requestId, attempt, expiresIn }, found, settings);
    } else if (order.creation) {
      write = giveBack(order, snapshot, null, unconfirmed);
    } else {
      write = { patch: { unconfirmed, nextCheckAt: deriveNextCheckAt({ ...order, unconfirmed }) } };
    }
    const settled = await orders.commit(snapshot, write);
    if (!settled) return null;
    if (missing.length > 0) report.adopted += 1;
    else if (order.creation) report.givenBack += 1;
    log.info("creation.settled", { orderId, requestId, found: missing.length });
    return settled;
  } catch (error) {
    if (error instanceof RequestConflict) {
      log.error("creation.conflict", { orderId, requestId });
      const unconfirmed = noteUnconfirmed(order, requestId, { requestId, attempt, searchAt: null });
      return await orders.commit(snapshot, giveBack(order, snapshot, error, unconfirmed));
    }
    if (!(error instanceof PointCheckoutError)) throw error;
    log.warn("creation.search_failed", { orderId, requestId, reason: error.message });
    const waitMs = Math.max(SEARCH_RETRY_MS, error.retryAfterMs ?? 0);
    const postponed = addMilliseconds(now, waitMs);
    const attempts = Object.values(order.attempts).map(({ nextCheckAt }) => nextCheckAt);
    // What is due of its attempts is not kept waiting by a request that cannot be looked up.
    if (attempts.some((at) => isDue(at, now))) return snapshot;
    await orders.commit(snapshot, { patch: { nextCheckAt: earliest([postponed, ...attempts]) } });
    return null;
  }
}

/** Minutes: the longest the vendor allows, for a link whose request is no longer at hand. */
const ASSUMED_EXPIRES_IN = 10_080;

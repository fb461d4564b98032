import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Attempt } from "../orders/attempt.js";
import { addMilliseconds, compareInstants } from "../orders/instant.js";
import { listAttempts, type Order } from "../orders/order.js";
import type { Audit, Difference } from "./audit.js";
import type { AuditWrite } from "./audit-store.js";
import type { AuditDependencies, Seen } from "./run-audit.js";

const PAGE_SIZE = 200;
/** A link younger than this may not have reached the vendor's search yet; ms. */
const SEARCH_LAG_MS = 10 * 60_000;

/**
 * Looks through one page of our own orders of the window for checkouts that the vendor did not list: each is touched,
 * so that get-checkout has the last word, and noted. Null when no orders are left.
 */
export async function compareOurOrders(
  { orders, checkouts, settings }: AuditDependencies,
  audit: Audit,
  seen: Seen,
): Promise<AuditWrite | null> {
  if (audit.counts.orders > 0 && audit.cursor === null) return null;
  const page = await orders.createdBetween(audit.from, audit.startedAt, audit.cursor, PAGE_SIZE);
  if (page.orders.length === 0 && page.next === null) return null;
  const listed = (id: CheckoutId) => [...seen.values()].some((ids) => ids.has(id));
  const missing = page.orders
    // Of the other host nothing is listed: the deployment has moved from test to live, or back.
    .filter(({ livemode }) => livemode === settings.livemode)
    .flatMap((order) => listAttempts(order).map(([id, attempt]) => ({ order, id, attempt })))
    .filter(({ id, attempt }) => isOldEnough(attempt, audit) && !listed(id));
  const differences: Difference[] = [];
  for (const { order, id, attempt } of missing) {
    await checkouts.touch(id, { by: "audit" });
    differences.push(describe(order, id, attempt));
  }
  const { counts } = audit;
  return {
    audit: {
      ...audit,
      cursor: page.next,
      counts: {
        ...counts,
        orders: counts.orders + page.orders.length,
        reported: counts.reported + differences.length,
      },
      differences: withMore(audit.differences, differences.length),
    },
    differences,
  };
}

function withMore(differences: Audit["differences"], more: number): Audit["differences"] {
  if (more === 0) return differences;
  return { ...differences, unknown_to_vendor: (differences.unknown_to_vendor ?? 0) + more };
}

const isOldEnough = ({ createdAt }: Attempt, { from, startedAt }: Audit): boolean =>
  compareInstants(createdAt, from) >= 0 &&
  compareInstants(createdAt, addMilliseconds(startedAt, -SEARCH_LAG_MS)) <= 0;

function describe({ orderId }: Order, checkoutId: CheckoutId, attempt: Attempt): Difference {
  const { requestId, status, totalRefundedMinor } = attempt;
  return {
    kind: "unknown_to_vendor",
    checkoutId,
    orderId,
    requestId,
    ours: { status, totalRefundedMinor },
    theirs: null,
    action: "reported",
  };
}

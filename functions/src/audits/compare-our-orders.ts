import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Attempt } from "../orders/model/attempt.js";
import { checkoutOf, listAttempts, type Order } from "../orders/model/order.js";
import { changeOrder } from "../orders/store/change-order.js";
import { separately } from "../shared/canonical-line.js";
import { addMilliseconds, compareInstants } from "../shared/instant.js";
import { reasonOf } from "../shared/reason.js";
import type { Audit, Difference, GapCode } from "./audit.js";
import type { AuditDependencies, Seen } from "./audit-dependencies.js";
import type { AuditWrite } from "./audit-store.js";
import { nextStep } from "./turn-page.js";

const PAGE_SIZE = 200;
const MOST_MISSING = 100;
/** What was not seen looks like what is not there. */
const HIDING: readonly GapCode[] = ["window_incomplete", "window_refused", "unreadable_checkouts"];
/** Reads for one audit: with another account's key, every order would be missing. */
const MOST_LOOKS = 500;
/** The vendor's search may not show a younger link yet; ms. */
const SEARCH_LAG_MS = 10 * 60_000;

/**
 * Restores what somebody has overwritten in one page of our orders; notes and touches their checkouts that the vendor did
 * not list: get-checkout decides. A page with too many of them is cut.
 */
export async function compareOurOrders(
  deps: AuditDependencies,
  seen: Seen,
  audit: Audit,
): Promise<AuditWrite> {
  if (audit.gaps.some((gap) => HIDING.includes(gap)))
    return { audit: nextStep(audit, ["ours_not_compared"]) };
  const { from, startedAt, counts } = audit;
  const page = await deps.orders.createdBetween(from, startedAt, audit.cursor, PAGE_SIZE);
  for (const orderId of page.overwritten) if (deps.hasTimeLeft()) await restore(deps, orderId);
  const isListed = (id: CheckoutId) => Object.values(seen).some((ids) => ids.has(id));
  const missing: [Order, CheckoutId, Attempt][] = [];
  let through = 0;
  for (const order of page.orders) {
    if (missing.length >= MOST_MISSING) break;
    through += 1;
    // The other host's checkouts are not listed.
    if (order.livemode !== deps.settings.livemode) continue;
    for (const [id, attempt] of listAttempts(order)) {
      if (isOldEnough(attempt, audit) && !isListed(id)) missing.push([order, id, attempt]);
    }
  }
  const cut = through < page.orders.length ? page.orders[through - 1] : undefined;
  const cursor = cut?.createdAt ? { createdAt: cut.createdAt, orderId: cut.orderId } : page.next;
  const differences = missing.map(describeMissing);
  const looksLeft = Math.max(0, MOST_LOOKS - (audit.differences.unknown_to_vendor ?? 0));
  const touches = missing.slice(0, looksLeft).flatMap(([order, id]) => checkoutOf(order, id) ?? []);
  const counted = { ...audit, cursor, counts: { ...counts, orders: counts.orders + through } };
  return { audit: cursor === null ? nextStep(counted, []) : counted, differences, touches };
}

/** A commit writes all that follows from links and amount. What fails, or has no time now, is found again tomorrow. */
async function restore({ orders, log }: AuditDependencies, orderId: string): Promise<void> {
  try {
    await changeOrder(
      orders,
      orderId,
      ({ order, readTime: at }) => order && { patch: {}, cause: { at, source: "audit" } },
    );
    separately(() => log.warn("audit.order_restored", { orderId }));
  } catch (error) {
    const reason = reasonOf(error);
    separately(() => log.error("audit.order_not_restored", { orderId, reason }, error));
  }
}

const isOldEnough = ({ createdAt }: Attempt, { from, startedAt }: Audit): boolean =>
  compareInstants(createdAt, from) >= 0 &&
  compareInstants(createdAt, addMilliseconds(startedAt, -SEARCH_LAG_MS)) <= 0;

function describeMissing([{ orderId }, checkoutId, attempt]: [Order, CheckoutId, Attempt]): Difference {
  const { requestId, status, totalRefundedMinor } = attempt;
  const ours = { status, totalRefundedMinor };
  const ids = { checkoutId, orderId, requestId };
  return { kind: "unknown_to_vendor", ...ids, ours, theirs: null, action: "reported" };
}

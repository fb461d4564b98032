import type { CheckoutId } from "../checkouts/checkout-id.js";
import { restoreMissing } from "../checkouts/checkout-store.js";
import type { Attempt } from "../orders/model/attempt.js";
import { checkoutOf, listAttempts, type Order } from "../orders/model/order.js";
import { changeOrder } from "../orders/store/change-order.js";
import type { OrderPage } from "../orders/store/order-store.js";
import { separately } from "../shared/canonical-line.js";
import { addMilliseconds, compareInstants } from "../shared/instant.js";
import { reasonOf } from "../shared/reason.js";
import { type Audit, countDifferences, type Difference } from "./audit.js";
import type { AuditDependencies, Run } from "./audit-dependencies.js";
import type { AuditWrite } from "./audit-store.js";
import { nextStep } from "./turn-page.js";

const PAGE_SIZE = 200;
const MOST_MISSING = 100;
/** Reads for one audit: with another account's key, every order would be missing. */
const MOST_LOOKS = 500;
/** The vendor's search may not show a younger link yet; ms. */
const SEARCH_LAG_MS = 10 * 60_000;

/**
 * Restores what somebody has overwritten in one page of our orders; notes and touches their checkouts that the vendor did
 * not list: get-checkout decides.
 */
export async function compareOurOrders(
  deps: AuditDependencies,
  { seen }: Run,
  audit: Audit,
): Promise<AuditWrite> {
  const { orders, checkouts, settings } = deps;
  const page = await orders.createdBetween(audit.from, audit.startedAt, audit.cursor, PAGE_SIZE);
  for (const orderId of page.overwritten) if (deps.hasTimeLeft()) await restore(deps, orderId);
  const listed = (id: CheckoutId) => Object.values(seen).some((ids) => ids.has(id));
  const missingOf = (order: Order) =>
    // The other host's checkouts are not listed.
    order.livemode !== settings.livemode
      ? []
      : listAttempts(order)
          .filter(([id, attempt]) => isOldEnough(attempt, audit) && !listed(id))
          .map(([id, attempt]) => describeMissing(order, id, attempt));
  const { differences, through, cursor } = takeMissing(page, missingOf);
  const known = audit.differences.unknown_to_vendor ?? 0;
  const looks = differences.slice(0, Math.max(0, MOST_LOOKS - known)).map(({ checkoutId }) => checkoutId);
  await restoreMissing(
    checkouts,
    page.orders.flatMap((order) => looks.flatMap((id) => checkoutOf(order, id) ?? [])),
  );
  const counts = { ...audit.counts, orders: audit.counts.orders + through };
  const counted = countDifferences({ ...audit, cursor, counts }, differences);
  return { audit: cursor === null ? nextStep(counted, []) : counted, differences, touches: looks };
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

function takeMissing({ orders, next }: OrderPage, missingOf: (order: Order) => Missing[]) {
  const differences: Missing[] = [];
  for (const [index, order] of orders.entries()) {
    differences.push(...missingOf(order));
    if (differences.length < MOST_MISSING || index === orders.length - 1) continue;
    const { createdAt, orderId } = order;
    return { differences, through: index + 1, cursor: createdAt ? { createdAt, orderId } : next };
  }
  return { differences, through: orders.length, cursor: next };
}

const isOldEnough = ({ createdAt }: Attempt, { from, startedAt }: Audit): boolean =>
  compareInstants(createdAt, from) >= 0 &&
  compareInstants(createdAt, addMilliseconds(startedAt, -SEARCH_LAG_MS)) <= 0;

type Missing = Difference & { checkoutId: CheckoutId };

function describeMissing({ orderId }: Order, checkoutId: CheckoutId, attempt: Attempt): Missing {
  const { requestId, status, totalRefundedMinor } = attempt;
  const ours = { status, totalRefundedMinor };
  const ids = { checkoutId, orderId, requestId };
  return { kind: "unknown_to_vendor", ...ids, ours, theirs: null, action: "reported" };
}

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import type { Log } from "../../shared/log.js";
import type { CallTime } from "../../shared/time-for.js";
import { listAttempts, type Order, presentAttempt, requireOrder } from "../model/order.js";
import { hasBeenPaid } from "../model/order-status.js";
import type { OrderStore } from "../store/order-store.js";

export type RefreshedOrder = Pick<Order, "orderId" | "status" | "problem"> & {
  /** Whether the vendor answered after this call began. */
  isFresh: boolean;
};

type RefreshDependencies = CallTime & { orders: Pick<OrderStore, "read" | "commit">; log: Log };

const REFRESH_INTERVAL_MS = 2_000;
/** Before any read. */
const NEVER: Instant = { seconds: 0, nanoseconds: 0 };
/** In ms. Most answers come within the first few; each look is a read. */
const PAUSES_MS = [200, 200, 200, 400, 600, 1_000];

/**
 * Touches the order's checkout and waits until the trigger has read it. Simultaneous callers share one read.
 * @param request `customerUid`: the order must be this customer's; null for staff
 * @throws OrderError `not-found`
 */
export async function refreshOrder(
  { orders, log, sleep, hasTimeLeft }: RefreshDependencies,
  { orderId, customerUid }: { orderId: string; customerUid: string | null },
): Promise<RefreshedOrder> {
  let begun: Instant | null = null;
  for (let looks = 0; ; looks += 1) {
    const snapshot = await orders.read(orderId);
    const { readTime } = snapshot;
    const order = requireOrder(snapshot.order, customerUid);
    begun ??= readTime;
    const checkoutId = decisiveCheckout(order);
    // There is no link to read yet.
    if (checkoutId === null) return answerFor(order, order.requests.length === 0);
    const observedAt = order.attempts[checkoutId]?.observedAt ?? null;
    if (isSince(observedAt, begun)) return answerFor(order, true);
    if (!hasTimeLeft()) return answerFor(order, false);
    if (mayAsk(order, readTime, begun)) {
      const asked = await orders.commit(snapshot, {
        patch: { refreshedAt: readTime },
        cause: { at: readTime, source: "refresh", checkoutId },
        touches: [{ checkoutId, touch: { by: "refresh" } }],
      });
      if (asked) log.info("order.refresh_asked", { orderId, checkoutId });
    }
    await sleep(PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)] ?? REFRESH_INTERVAL_MS);
  }
}

/** Not just after another question or answer, nor while this call's own question is unanswered. */
function mayAsk(order: Order, now: Instant, begun: Instant): boolean {
  const { refreshedAt } = order;
  const looks = listAttempts(order).map(([, { observedAt }]) => observedAt);
  const isJustNow = (at: Instant | null) => at !== null && millisecondsBetween(at, now) < REFRESH_INTERVAL_MS;
  if ([refreshedAt, ...looks].some(isJustNow)) return false;
  const isAwaited = refreshedAt !== null && !looks.some((at) => isSince(at, refreshedAt));
  return !(isAwaited && isSince(refreshedAt, begun));
}

const isSince = (at: Instant | null, begun: Instant): boolean =>
  at !== null && compareInstants(at, begun) >= 0;

/** What decides the order's status: the payment that was read longest ago, an authorization, the present link. */
function decisiveCheckout(order: Order): CheckoutId | null {
  const attempts = listAttempts(order);
  const paid = attempts.filter(([, { status }]) => hasBeenPaid(status));
  const [oldest] = paid.sort(([, a], [, b]) => compareInstants(a.observedAt ?? NEVER, b.observedAt ?? NEVER));
  const authorized = attempts.find(([, { status }]) => status === "AUTHORIZED");
  return (oldest ?? authorized ?? presentAttempt(order))?.[0] ?? null;
}

export function answerFor({ orderId, status, problem }: Order, isFresh: boolean): RefreshedOrder {
  return { orderId, status, problem, isFresh };
}

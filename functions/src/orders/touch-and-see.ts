import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore } from "../checkouts/checkout-store.js";
import { compareInstants, type Instant } from "./instant.js";
import type { Order } from "./order.js";
import type { OrderStore } from "./order-store.js";

export type SeeDependencies = {
  orders: Pick<OrderStore, "read">;
  checkouts: Pick<CheckoutStore, "touch">;
  sleep: (ms: number) => Promise<void>;
  /** Whether this call has time left for one more look at the order. */
  hasTimeLeft: () => boolean;
};

/** Pauses between two looks at the order; ms. Most answers come within the first few. */
const PAUSES_MS = [100, 100, 200, 300, 500, 1_000];

/**
 * Has a checkout looked up at the vendor now, by its trigger like any other touch, and waits for what comes of it.
 *
 * @returns the order as it was read last; `isSeen`: a look that began after this call has been stored
 * @throws when the touch could not be stored
 */
export async function touchAndSee(
  { orders, checkouts, sleep, hasTimeLeft }: SeeDependencies,
  orderId: string,
  checkoutId: CheckoutId,
): Promise<{ order: Order | null; isSeen: boolean }> {
  const { readTime: begun } = await orders.read(orderId);
  const touched = await checkouts.touch(checkoutId, { by: "operator" });
  if (touched === "unknown") return { order: (await orders.read(orderId)).order, isSeen: false };
  for (let looks = 0; ; looks += 1) {
    await sleep(PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)] ?? 1_000);
    const { order } = await orders.read(orderId);
    const { observedAt = null, failedAt = null } = order?.attempts[checkoutId] ?? {};
    if (order && isSince(observedAt, begun)) return { order, isSeen: true };
    // The vendor could not be read: waiting longer would not help.
    if (isSince(failedAt, begun) || !hasTimeLeft()) return { order, isSeen: false };
  }
}

const isSince = (at: Instant | null, begun: Instant): boolean =>
  at !== null && compareInstants(at, begun) >= 0;

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { asCanonicalLine } from "../../shared/canonical-line.js";
import type { Instant } from "../../shared/instant.js";
import type { Log } from "../../shared/log.js";
import { reasonOf } from "../../shared/reason.js";
import { type Order, requireOrder } from "../model/order.js";
import { changeOrder } from "../store/change-order.js";
import { OrderUnreadableError } from "../store/order-document.js";
import type { OrderSnapshot, OrderStore } from "../store/order-store.js";
import { isOvertaken } from "../transition/classify.js";
import { recordReadFailure } from "../transition/read-failure.js";
import { followUpCoalesced, transition } from "../transition/transition.js";

/** `touchedAt` is on Firestore's clock. */
export type CheckoutTouch = {
  orderId: string;
  checkoutId: CheckoutId;
  touchedAt: Instant;
  touchedBy: Source;
};

export type ReconcileDependencies = {
  orders: Pick<OrderStore, "read" | "commit">;
  pointcheckout: Pick<PointCheckoutClient, "getCheckout">;
  log: Log;
};

/** `coalesced`: a read after this touch has counted already. `failed`: a later read is scheduled. */
export type ReconcileOutcome = "moved" | "unchanged" | "coalesced" | "failed" | "missing";

/**
 * Moves an order by what the vendor says of one of its checkouts. Safe to run twice, late, and in parallel. Writes one
 * log line.
 * @throws when the result could not be stored: the touch must be delivered again
 */
export function reconcile(deps: ReconcileDependencies, touch: CheckoutTouch): Promise<ReconcileOutcome> {
  const { log } = deps;
  const { orderId, checkoutId, touchedBy } = touch;
  const about = { orderId, checkoutId, touchedBy };
  return asCanonicalLine(log, async () => {
    try {
      const { outcome, failure } = await observeAndStore(deps, touch);
      if (failure) {
        const { kind, message: reason, retryable } = failure;
        // Somebody has to repair an error; a warning passes by itself.
        const level = retryable ? "warn" : "error";
        log[level]("checkout.read_failed", { ...about, outcome, kind, reason }, failure);
      } else log[outcome === "missing" ? "error" : "info"]("checkout.reconciled", { ...about, outcome });
      return outcome;
    } catch (error) {
      const failed = { ...about, reason: reasonOf(error) };
      if (error instanceof OrderUnreadableError) log.error("order.unreadable", failed, error);
      else log.error("checkout.not_stored", failed, error);
      throw error;
    }
  });
}

type Observed = { outcome: ReconcileOutcome; failure?: PointCheckoutError };

async function observeAndStore(deps: ReconcileDependencies, touch: CheckoutTouch): Promise<Observed> {
  const { orderId, checkoutId, touchedAt, touchedBy: source } = touch;
  const before = await deps.orders.read(orderId);
  if (!before.order) return { outcome: "missing" };
  const attempt = before.order.attempts[checkoutId];
  if (attempt && isOvertaken(attempt, touchedAt)) {
    const followUp = ({ order }: OrderSnapshot) => order && followUpCoalesced(order, checkoutId, touch);
    await changeOrder(deps.orders, before, followUp);
    return { outcome: "coalesced" };
  }
  const { order, failure } = await readAndApply(deps, before, checkoutId, source);
  if (failure) return { outcome: "failed", failure };
  const isReported = order !== null && order.eventCount > before.order.eventCount;
  return { outcome: isReported ? "moved" : "unchanged" };
}

/** A failed read schedules the next one. @throws when the result could not be stored */
async function readAndApply(
  { orders, pointcheckout }: Omit<ReconcileDependencies, "log">,
  before: OrderSnapshot,
  checkoutId: CheckoutId,
  source: Source,
): Promise<{ order: Order | null; failure: PointCheckoutError | null }> {
  const observedAt = before.readTime;
  try {
    const remote = await pointcheckout.getCheckout(checkoutId);
    const seen = { checkoutId, remote, observedAt, source };
    const { after } = await changeOrder(orders, before, ({ order }) => order && transition(order, seen));
    return { order: after.order, failure: null };
  } catch (error) {
    if (!(error instanceof PointCheckoutError)) throw error;
    const { after } = await changeOrder(orders, before, ({ order }) => {
      const change = order && recordReadFailure(order, checkoutId, error, observedAt, source);
      if (!change || error.retryable) return change;
      const { kind: code, message, vendorMessage = null } = error;
      return { ...change, problemDetails: { code, checkoutId, message, vendorMessage } };
    });
    return { order: after.order, failure: error };
  }
}

/** Reads a checkout at the vendor now. @returns `isSeen`: it has answered @throws OrderError `not-found` */
export async function lookUp(deps: ReconcileDependencies, orderId: string, checkoutId: CheckoutId) {
  const before = await deps.orders.read(orderId);
  const { order, failure } = await readAndApply(deps, before, checkoutId, "operator");
  const present = requireOrder(order);
  const outcome = failure ? "failed" : "seen";
  deps.log.info("checkout.looked_up", { orderId, checkoutId, outcome, reason: failure?.message });
  return { order: present, isSeen: failure === null };
}

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { failureOf, PointCheckoutError } from "../../pointcheckout/errors.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { addMilliseconds, type Instant, toIsoString } from "../../shared/instant.js";
import { reasonOf } from "../../shared/reason.js";
import { isMixedUp } from "../model/attempt.js";
import { type Order, presentAttempt } from "../model/order.js";
import { OrderError, refuseToStaff } from "../model/order-error.js";
import { isOpen } from "../model/order-status.js";
import { type LinkRequest, withRequest } from "../model/request.js";
import { changeOrder } from "../store/change-order.js";
import type { ExistingOrder, OrderSnapshot, OrderStore } from "../store/order-store.js";
import { transition } from "../transition/transition.js";
import type { LinkCommand, LinkSettings } from "./link-conditions.js";
import {
  LATE_SEARCH_MS,
  type ObtainDependencies,
  type Obtained,
  obtainLinks,
  releaseRequest,
  toOrderError,
} from "./obtain-links.js";
import { planCreation, type Reservation } from "./plan-creation.js";
import { recordLinks } from "./record-link.js";

export type PaymentLink = ReturnType<typeof linkAnswer>;

export type CreateLinkDependencies = ObtainDependencies & {
  orders: OrderStore;
  pointcheckout: Pick<PointCheckoutClient, "getCheckout" | "cancelCheckout">;
  settings: LinkSettings;
  newLeaseId: () => string;
};

const POLL_MS = 250;

/**
 * Gives an order its one live payment link: the present one, or a new one. Safe to repeat, in parallel, and after a
 * crash.
 * @param first the order, if its read has begun already
 * @throws OrderError when there is no link; the next call resumes
 * @see docs/architecture.md, "Creating a link"
 */
export async function createLink(
  deps: CreateLinkDependencies,
  command: LinkCommand,
  first?: Promise<OrderSnapshot>,
): Promise<PaymentLink> {
  const confirmed = new Set<CheckoutId>();
  const searched = new Set<string>();
  let known = first ? await first : null;
  while (deps.hasTimeLeft()) {
    const snapshot = known ?? (await deps.orders.read(command.orderId));
    known = null;
    const context = { leaseId: deps.newLeaseId(), confirmed, searched };
    const step = planCreation(snapshot, command, deps.settings, context);
    switch (step.kind) {
      case "return-link":
        return linkAnswer(snapshot.order as Order, step.checkoutId);
      case "wait":
        await deps.sleep(POLL_MS);
        break;
      case "confirm-ended":
        await confirmEnded(deps, command.orderId, step);
        confirmed.add(step.checkoutId);
        break;
      case "reserve": {
        const cause = { at: snapshot.readTime, source: "creation" } as const;
        const leased = await deps.orders.commit(snapshot, { patch: step.patch, cause });
        if (!leased) break;
        known = await useLease(deps, leased, step, snapshot.readTime);
        if (step.content === null) searched.add(step.request.requestId);
        break;
      }
    }
  }
  const message = "This order's link is being made by another call. Call again in a few seconds.";
  throw new OrderError("aborted", message);
}

/** Asks the vendor, and records its answer if the lease is still ours. @returns null when the order must be read again */
async function useLease(
  deps: CreateLinkDependencies,
  leased: ExistingOrder,
  step: Reservation,
  observedAt: Instant,
) {
  const { orderId } = leased;
  const { request, content } = step;
  const { requestId, lease } = request;
  const obtained = await obtainLinks(deps, leased, step);
  const { remotes, adopted, failure, pendingRequest } = obtained;
  const { after, isWritten } = await changeOrder(deps.orders, leased, ({ order, readTime }) => {
    const held = order?.requests.find((one) => one.requestId === requestId);
    if (!order || !held || held.lease?.id !== lease?.id) return null;
    return remotes.length > 0
      ? recordLinks(order, request, { ...obtained, observedAt }, deps.settings)
      : releaseRequest(order, held, obtained, readTime);
  });
  if (isWritten && failure) throw toOrderError(failure, pendingRequest !== null);
  if (remotes.length === 0 && content === null) return null;
  if (!isWritten) {
    deps.log.warn("link.lease_lost", { orderId, requestId });
    await deferToSweep(deps.orders, orderId, request, obtained);
    return null;
  }
  deps.log.info("link.created", { orderId, requestId, adopted });
  const surplus = remotes.filter(({ id }) => after.order?.attempts[id]?.surplus);
  for (const { id: checkoutId } of surplus) {
    await confirmEnded(deps, orderId, { checkoutId, cancel: true }).catch((error: unknown) => {
      // It stays due, and the sweep cancels it.
      deps.log.warn("link.surplus_stays", { orderId, checkoutId, reason: reasonOf(error) });
    });
  }
  return surplus.length === 0 ? after : null;
}

/** We lost the lease but may have created a link: schedules a search, which adopts or cancels it. */
export async function deferToSweep(
  orders: OrderStore,
  orderId: string,
  request: LinkRequest,
  { remotes, pendingRequest }: Obtained,
): Promise<void> {
  await changeOrder(orders, orderId, ({ order, readTime: at }) => {
    if (order === null) return null;
    // A lost answer may have been another link than the one found.
    if (pendingRequest === null && remotes.every(({ id }) => id in order.attempts)) return null;
    const { requestId } = request;
    const held = order.requests.find((one) => one.requestId === requestId);
    // Whoever holds the lease now finds the link.
    if (held?.lease) return null;
    const entry = { ...request, lease: null, searchAt: addMilliseconds(at, LATE_SEARCH_MS) };
    return { patch: { requests: withRequest(order, requestId, entry) }, cause: { at, source: "creation" } };
  });
}

/** @param refused how the cancellation just before failed; if `ambiguous`, it may have been carried out all the same */
async function confirmEnded(
  deps: CreateLinkDependencies,
  orderId: string,
  { checkoutId, cancel }: { checkoutId: CheckoutId; cancel: boolean },
  refused: PointCheckoutError | null = null,
): Promise<void> {
  const { pointcheckout, orders } = deps;
  try {
    const before = await orders.read(orderId);
    const remote = await pointcheckout.getCheckout(checkoutId);
    if (cancel && mayCancel(before.order, checkoutId, remote)) {
      const failure = await failureOf(pointcheckout.cancelCheckout(checkoutId));
      // After a refusal and after a lost answer, the read that follows decides.
      if (failure && !failure.ambiguous && failure.kind !== "rejected") throw failure;
      return await confirmEnded(deps, orderId, { checkoutId, cancel: false }, failure);
    }
    const seen = { checkoutId, remote, observedAt: before.readTime, source: "creation" } as const;
    await changeOrder(orders, before, ({ order }) => order && transition(order, seen));
    if (refused?.ambiguous && remote.status !== null && isOpen(remote.status)) throw refused;
  } catch (error) {
    if (error instanceof PointCheckoutError && error.isUnknownId) {
      const message = `PointCheckout does not know the order's earlier link ${checkoutId}. Are live and test host, or two accounts, mixed up?`;
      throw refuseToStaff(message, error);
    }
    throw toOrderError(error, true);
  }
}

/** Asking for another link does not cancel a payment that the customer has authorized on the present one. */
function mayCancel(order: Order | null, checkoutId: CheckoutId, { status }: RemoteCheckout): boolean {
  if (status === null || !isOpen(status)) return false;
  return status === "PENDING" || (order && presentAttempt(order)?.[0]) !== checkoutId;
}

/** `expiresAt`: ISO 8601, UTC. */
function linkAnswer(order: Order, checkoutId: CheckoutId) {
  const attempt = order.attempts[checkoutId];
  const isWithheld = attempt && isMixedUp(attempt);
  if (!attempt?.url || isWithheld) {
    throw refuseToStaff(
      isWithheld
        ? "PointCheckout answered with another order, amount or currency than was asked for. The link is withheld."
        : "PointCheckout named a payment page on a host that POINTCHECKOUT_LINK_HOSTS does not allow.",
    );
  }
  const { requestId, displayId, url, expiresAt } = attempt;
  const { orderId, status } = order;
  return { orderId, checkoutId, requestId, displayId, status, url, expiresAt: toIsoString(expiresAt) };
}

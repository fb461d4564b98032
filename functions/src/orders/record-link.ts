import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { NewCheckout } from "../checkouts/checkout-store.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import { parseWireDecimal } from "../shared/money.js";
import { type Attempt, isDead, isMoney } from "./attempt.js";
import { addMilliseconds, fromDate, type Instant } from "./instant.js";
import { applyPatch, type Creation, deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent } from "./order-event.js";
import { FIRST_CHECK } from "./schedule.js";
import { transition } from "./transition.js";
import { deriveProblem, deriveStatus, withUnresolved } from "./transition-derive.js";
import { tellProblems } from "./transition-events.js";
import { noteUnconfirmed, type Unconfirmed } from "./unconfirmed.js";

/** What a request at the vendor was made with: the lease's data, or what is remembered of an unanswered one. */
export type Requested = Pick<Creation, "attempt" | "requestId" | "expiresIn">;

/** Links that the vendor has under one request id, as answered at `observedAt` (Firestore's clock, just before). */
export type FoundLinks = {
  remotes: readonly RemoteCheckout[];
  observedAt: Instant;
  /** Found by a search, so possibly older than this call. */
  adopted: boolean;
  /** What the order is to remember of this request: null when it was answered, and never sent before. */
  unconfirmed: Unconfirmed | null;
};

/** Whether a checkout found by its request id is the one that this order asked for; absent is not different. */
export function isOurs(remote: RemoteCheckout, order: Order, requestId: string): boolean {
  const { minor, currency } = order.amount;
  return (
    remote.requestId === requestId &&
    (remote.orderId === null || remote.orderId === order.orderId) &&
    (remote.currency === null || remote.currency === currency) &&
    (remote.amount === null || parseWireDecimal(remote.amount, currency) === minor)
  );
}

/**
 * Records the vendor's links with their order: the first of {@link byPreference} becomes (or joins) the order's
 * attempts as its present link, any others as surplus ones that are to be cancelled. What the vendor already says of
 * them (an adopted link may be paid) goes through {@link transition}. Pure.
 */
export function recordLinks(
  order: Order,
  requested: Requested,
  found: FoundLinks,
  settings: { isAllowedLink: (url: string) => boolean; livemode: boolean },
): { patch: OrderPatch; events: OrderEvent[]; newCheckouts: NewCheckout[] } {
  const fresh = byPreference(found.remotes).filter(({ id }) => !(id in order.attempts));
  const sibling = Object.values(order.attempts).some(({ requestId }) => requestId === requested.requestId);
  const events: OrderEvent[] = [];
  const newCheckouts: NewCheckout[] = [];
  let after: Order = {
    ...order,
    creation: null,
    unconfirmed: noteUnconfirmed(order, requested.requestId, found.unconfirmed),
  };
  for (const [index, remote] of fresh.entries()) {
    const surplus = sibling || index > 0;
    const attempt = newAttempt(order, requested, remote, found, settings, surplus);
    const unresolved = withoutConflict(after, requested);
    const recorded = applyPatch(after, {
      attempts: { [remote.id]: attempt },
      ...(surplus ? {} : { currentCheckoutId: remote.id }),
      unresolved,
      ...(attempt.url === null ? withUnresolved({ ...after, unresolved }, "link_host_refused") : {}),
    });
    recorded.status = deriveStatus(recorded);
    events.push(linkCreated(order, recorded, remote, attempt, found.observedAt));
    const told = { at: found.observedAt, source: "creation", checkoutId: remote.id } as const;
    events.push(...tellProblems(after, recorded, told));
    newCheckouts.push({
      checkoutId: remote.id,
      orderId: order.orderId,
      requestId: requested.requestId,
      firebaseDatabase: remote.firebaseDatabase,
      firebaseCollection: remote.firebaseCollection,
      firebaseDocument: remote.firebaseDocument,
    });
    const observation = {
      checkoutId: remote.id,
      remote,
      observedAt: found.observedAt,
      source: "creation" as const,
    };
    const seen = transition(recorded, observation);
    events.push(...seen.events);
    after = withholdMismatched(applyPatch(recorded, seen.patch), remote.id);
  }
  const { attempts, currentCheckoutId, creation, unconfirmed, unresolved, paidAt } = after;
  return {
    patch: {
      attempts,
      currentCheckoutId,
      creation,
      unconfirmed,
      unresolved,
      paidAt,
      status: deriveStatus(after),
      problem: deriveProblem(after),
      nextCheckAt: deriveNextCheckAt(after),
      livemode: settings.livemode,
    },
    events,
    newCheckouts,
  };
}

/**
 * That the request id stood for something else was not true, or is not any more: the link under it is the order's.
 * While another request is unanswered, the conflict may be that one's.
 */
function withoutConflict({ unresolved, unconfirmed }: Order, { requestId }: Requested): Order["unresolved"] {
  if (unconfirmed.some((one) => one.requestId !== requestId)) return unresolved;
  return unresolved.filter((code) => code !== "request_conflict");
}

/** A page for another order or amount is not to be paid by our customer. */
function withholdMismatched(order: Order, checkoutId: CheckoutId): Order {
  const attempt = order.attempts[checkoutId];
  if (attempt?.anomaly?.code !== "identity_mismatch") return order;
  return applyPatch(order, { attempts: { [checkoutId]: { ...attempt, url: null } } });
}

/** Money first, then what may become money, then the oldest; ids grow with time. */
function byPreference(remotes: readonly RemoteCheckout[]): RemoteCheckout[] {
  const rank = ({ status }: RemoteCheckout) => {
    if (status === null) return 2;
    if (isMoney(status)) return 0;
    if (isDead(status)) return 3;
    return status === "PENDING" ? 2 : 1;
  };
  const age = (a: RemoteCheckout, b: RemoteCheckout) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
  return [...remotes].sort((a, b) => rank(a) - rank(b) || age(a, b));
}

function newAttempt(
  order: Order,
  requested: Requested,
  remote: RemoteCheckout,
  { observedAt, adopted }: FoundLinks,
  settings: { isAllowedLink: (url: string) => boolean },
  surplus: boolean,
): Attempt {
  const born = adopted ? (vendorTime(remote.timestamp, observedAt) ?? observedAt) : observedAt;
  const { redirectUrl } = remote;
  return {
    attempt: requested.attempt,
    requestId: requested.requestId,
    amount: order.amount,
    url: redirectUrl !== null && settings.isAllowedLink(redirectUrl) ? redirectUrl : null,
    displayId: remote.displayId,
    createdAt: observedAt,
    expiresAt: addMilliseconds(born, requested.expiresIn * 60_000),
    status: "PENDING",
    // The vendor's word is news until it was observed.
    providerStatus: "",
    method: null,
    totalRefundedMinor: 0,
    observedAt: null,
    paidAt: null,
    nextCheckAt: addMilliseconds(observedAt, FIRST_CHECK),
    unchanged: 0,
    failures: 0,
    failedAt: null,
    ruling: null,
    followUp: 0,
    decrease: null,
    correctedAt: null,
    anomaly: null,
    surplus,
  };
}

/** Before this no link of the vendor's was made. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);

/** When the vendor says it made the link; an adopted one may be older than the call that found it. */
function vendorTime(timestamp: string | null, latest: Instant): Instant | null {
  const ms = timestamp === null ? Number.NaN : Date.parse(timestamp);
  const isPlausible = ms > EARLIEST_MS && ms <= latest.seconds * 1000 + 1000;
  return isPlausible ? fromDate(new Date(ms)) : null;
}

function linkCreated(
  before: Order,
  after: Order,
  remote: RemoteCheckout,
  attempt: Attempt,
  at: Instant,
): OrderEvent {
  const type = "order.link_created";
  return {
    type,
    from: before.status,
    to: after.status,
    at,
    source: "creation",
    checkoutId: remote.id,
    amount: attempt.amount,
    totalRefundedMinor: 0,
    detail: attempt.requestId,
    visibility: EVENT_VISIBILITY[type],
  };
}

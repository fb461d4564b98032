import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { addMilliseconds, type Instant } from "../../shared/instant.js";
import type { Log } from "../../shared/log.js";
import { reasonOf } from "../../shared/reason.js";
import type { Order } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import { type LinkRequest, withRequest } from "../model/request.js";
import { changeOrder } from "../store/change-order.js";
import type { ExistingOrder, OrderSnapshot, OrderStore, OrderWrite } from "../store/order-store.js";
import { withUnresolved } from "../transition/derive.js";
import { toCreateLinkRequest } from "./link-request.js";
import type { Reservation } from "./plan-creation.js";
import { type FoundLinks, isOurs } from "./record-link.js";

export type ObtainDependencies = {
  orders: OrderStore;
  pointcheckout: Pick<PointCheckoutClient, "createLink" | "searchCheckouts">;
  log: Log;
  sleep: (ms: number) => Promise<void>;
  hasTimeLeft: () => boolean;
};

/** What the vendor has under our request id, and what the order is to remember of an unanswered request. */
export type Obtained = Omit<FoundLinks, "observedAt">;

/** How long after an ambiguous request the vendor is searched once more, for a link that arrived late; ms. */
export const LATE_SEARCH_MS = 2 * 60_000;
/** A duplicate refused while the search has not caught up: the link is there, it only has to become visible. */
const LAGGING_SEARCHES = 3;
const LAGGING_SEARCH_MS = 1_000;

/**
 * Gets the link that a lease stands for: searches first when an earlier request may have arrived, sends the request
 * once, and after a lost answer searches again and sends it again under the same request id at most once. What the order
 * no longer asks for is only searched for.
 *
 * @returns no link when the order no longer asks for it and the vendor has none, or when it failed, and another caller
 * had taken over the lease: its failure says nothing of the order
 * @throws OrderError after the order was given back (definitely no link) or released (to be resumed by the next call)
 */
export async function obtainLinks(
  deps: ObtainDependencies,
  leased: ExistingOrder,
  { request, mayExist, content }: Reservation,
): Promise<Obtained> {
  const { orderId } = leased;
  const { requestId } = request;
  const unanswered = { ...request, lease: null, searchAt: addMilliseconds(leased.readTime, LATE_SEARCH_MS) };
  const adopt = (remotes: RemoteCheckout[]): Obtained => ({ remotes, adopted: true, unanswered });
  let ambiguous = mayExist === "likely";
  try {
    if (mayExist !== "no") {
      const remotes = await findLinks(deps.pointcheckout, leased.order, request);
      if (remotes.length > 0) return adopt(remotes);
    }
    if (content === null) {
      await releaseLease(deps, leased, request, null, unanswered);
      return { remotes: [], adopted: false, unanswered };
    }
    for (let post = 0; post < 2 && deps.hasTimeLeft(); post += 1) {
      try {
        const remote = await deps.pointcheckout.createLink(toCreateLinkRequest(orderId, content, request));
        return { remotes: [remote], adopted: false, unanswered: ambiguous ? unanswered : null };
      } catch (error) {
        if (!(error instanceof PointCheckoutError)) throw error;
        if (!error.ambiguous && !(ambiguous && error.kind === "rejected")) throw error;
        deps.log.warn("link.answer_lost", { orderId, requestId, reason: error.message });
        ambiguous = true;
        const searches = error.kind === "rejected" ? LAGGING_SEARCHES : 1;
        const remotes = await findLate(deps, leased.order, request, searches);
        if (remotes.length > 0) return adopt(remotes);
        if (error.kind === "rejected") throw error;
      }
    }
    throw new OrderError("unavailable", unavailableMessage);
  } catch (error) {
    const lost = ambiguous ? unanswered : null;
    const wasOurs = await releaseLease(deps, leased, request, error, lost);
    if (wasOurs) throw toOrderError(error, ambiguous);
    return { remotes: [], adopted: false, unanswered: lost };
  }
}

/**
 * The vendor's checkouts under a request id that are this order's.
 *
 * @throws RequestConflict when the id is taken by another order or amount: two deployments share one account and prefix
 */
export async function findLinks(
  pointcheckout: Pick<PointCheckoutClient, "searchCheckouts">,
  { orderId, attempts }: Pick<Order, "orderId" | "attempts">,
  request: LinkRequest,
): Promise<RemoteCheckout[]> {
  const { requestId } = request;
  // A page of the vendor's own size: how large one may be is unknown, and one request id has a few links at most.
  const { content } = await pointcheckout.searchCheckouts({ requestId });
  const same = content.filter((remote) => remote.requestId === requestId);
  // Of a link that the order has, what it is was settled when it was recorded, and is judged by every look since.
  const ours = same.filter((remote) => remote.id in attempts || isOurs(remote, orderId, request));
  if (ours.length === 0 && same.length > 0) throw new RequestConflict(requestId);
  return ours;
}

/** The request id stands at the vendor for something else. */
export class RequestConflict extends Error {
  constructor(readonly requestId: string) {
    super(`request id ${requestId} stands for another order, currency or amount at PointCheckout`);
    this.name = "RequestConflict";
  }
}

async function findLate(
  deps: ObtainDependencies,
  order: Order,
  request: LinkRequest,
  searches: number,
): Promise<RemoteCheckout[]> {
  for (let search = 1; ; search += 1) {
    const remotes = await findLinks(deps.pointcheckout, order, request);
    if (remotes.length > 0 || search >= searches || !deps.hasTimeLeft()) return remotes;
    await deps.sleep(LAGGING_SEARCH_MS);
  }
}

/**
 * Ends our lease without a link. When the vendor definitely has none, or the order no longer asks for it, the order
 * returns to what it was before; when the vendor may have one, the order stays CREATING with a lease that has run out,
 * so that the next call resumes at once.
 *
 * @param reason null when the vendor was only searched
 * @returns whether it was still ours
 */
async function releaseLease(
  deps: ObtainDependencies,
  leased: OrderSnapshot,
  { requestId, lease }: LinkRequest,
  reason: unknown,
  entry: LinkRequest | null,
): Promise<boolean> {
  if (reason instanceof PointCheckoutError && reason.kind === "unauthorized") {
    deps.log.error("link.credentials_refused", { orderId: leased.orderId, requestId }, reason);
  }
  const definite = entry === null && reason instanceof PointCheckoutError && !reason.ambiguous;
  const { isWritten } = await changeOrder(deps.orders, leased, ({ order, readTime: at }) => {
    const held = order?.requests.find((one) => one.requestId === requestId);
    if (!order || !held || held.lease?.id !== lease?.id) return null;
    if (definite || reason === null || reason instanceof RequestConflict)
      return revertCreation(order, { requestId, entry, reason, at });
    const released = { ...held, lease: { id: held.lease?.id ?? "", until: at }, searchAt: at };
    return {
      patch: { requests: withRequest(order, requestId, released) },
      cause: { at, source: "creation" },
      problemDetails: failureDetails(requestId, "unanswered", reason),
    };
  });
  return isWritten;
}

/** The order without the link it was to have: a DRAFT again, or what its earlier links had made of it. */
export function revertCreation(order: Order, { requestId, entry, reason, at }: RevertedRequest): OrderWrite {
  const conflict = reason instanceof RequestConflict;
  const detail = conflict
    ? "request_conflict"
    : reason instanceof PointCheckoutError
      ? reason.kind
      : "not_found";
  return {
    patch: {
      requests: withRequest(order, requestId, entry),
      ...(conflict ? { unresolved: withUnresolved(order, "request_conflict") } : {}),
    },
    cause: { at, source: "creation" },
    facts: [{ type: "order.link_refused", detail }],
    problemDetails: failureDetails(requestId, detail, reason),
  };
}

/** A request that brought no link. `entry`: what the order keeps of it. `reason`: null when it was not found. */
export type RevertedRequest = {
  requestId: string;
  entry: LinkRequest | null;
  reason: unknown;
  at: Instant;
};

function failureDetails(requestId: string, code: string, reason: unknown) {
  const vendorMessage = reason instanceof PointCheckoutError ? (reason.vendorMessage ?? null) : null;
  return {
    code,
    requestId,
    message: reason instanceof Error ? reasonOf(reason.message) : null,
    vendorMessage,
  };
}

const unavailableMessage =
  "PointCheckout could not be reached, or did not answer whether it made the link. Call again: it will not be doubled.";

/** Translates a failed call to the vendor for the caller; other errors stay as they are. */
export function toOrderError(error: unknown, ambiguous: boolean): unknown {
  if (error instanceof RequestConflict) {
    const message = `PointCheckout already has another payment under ${error.requestId}. Set POINTCHECKOUT_REQUEST_ID_PREFIX.`;
    return new OrderError("failed-precondition", message, undefined, { cause: error });
  }
  if (!(error instanceof PointCheckoutError)) return error;
  const sentence = error.vendorMessage ?? "no reason given";
  if (error.kind === "rejected" && ambiguous) {
    const message = `PointCheckout refused the repeated request (${sentence}), and its search does not show the link yet. Call again in a few minutes.`;
    return new OrderError("unavailable", message, undefined, { cause: error });
  }
  if (error.kind === "rejected") {
    const message = `PointCheckout refused the link: ${sentence}`;
    return new OrderError("invalid-argument", message, [{ path: "", message: sentence }], { cause: error });
  }
  if (error.status === 429 && !ambiguous) {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000));
    const message = `PointCheckout has too many requests at the moment (429): it made no link. Call again in ${seconds} seconds.`;
    return new OrderError("unavailable", message, undefined, { cause: error });
  }
  const refused = error.kind === "unauthorized" || error.kind === "not_found";
  if (error.retryable || (ambiguous && !refused))
    return new OrderError("unavailable", unavailableMessage, undefined, { cause: error });
  const message = `PointCheckout did not accept the request of this deployment (${error.kind}). Its operator has to look at the log.`;
  return new OrderError("failed-precondition", message, undefined, { cause: error });
}

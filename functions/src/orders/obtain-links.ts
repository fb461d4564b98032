import type { PointCheckoutClient } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { changeOrder } from "./change-order.js";
import { addMilliseconds } from "./instant.js";
import { LinkError } from "./link-error.js";
import { toCreateLinkRequest } from "./link-request.js";
import { type Creation, deriveNextCheckAt, type Order } from "./order.js";
import { EVENT_VISIBILITY, type OrderEvent } from "./order-event.js";
import type { OrderSnapshot, OrderStore, OrderWrite, PresentOrder } from "./order-store.js";
import type { MayExist } from "./plan-creation.js";
import { type FoundLinks, isOurs } from "./record-link.js";
import { deriveProblem, deriveStatus, withUnresolved } from "./transition-derive.js";
import { tellProblems } from "./transition-events.js";
import { noteUnconfirmed, type Unconfirmed } from "./unconfirmed.js";

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
 * once, and after a lost answer searches again and sends it again under the same request id at most once.
 *
 * @returns no link when it failed, and another caller had taken over the lease: its failure says nothing of the order
 * @throws LinkError after the order was given back (definitely no link) or released (to be resumed by the next call)
 */
export async function obtainLinks(
  deps: ObtainDependencies,
  leased: PresentOrder,
  creation: Creation,
  mayExist: MayExist,
): Promise<Obtained> {
  const { order } = leased;
  const { requestId, attempt } = creation;
  const unconfirmed = { requestId, attempt, searchAt: addMilliseconds(leased.readTime, LATE_SEARCH_MS) };
  const adopt = (remotes: RemoteCheckout[]): Obtained => ({
    remotes,
    adopted: true,
    unconfirmed,
  });
  let ambiguous = mayExist === "likely";
  try {
    if (mayExist !== "no") {
      const remotes = await findLinks(deps.pointcheckout, order, requestId);
      if (remotes.length > 0) return adopt(remotes);
    }
    for (let post = 0; post < 2 && deps.hasTimeLeft(); post += 1) {
      try {
        const remote = await deps.pointcheckout.createLink(toCreateLinkRequest(order, creation));
        return { remotes: [remote], adopted: false, unconfirmed: ambiguous ? unconfirmed : null };
      } catch (error) {
        if (!(error instanceof PointCheckoutError)) throw error;
        if (!error.ambiguous && !(ambiguous && error.kind === "rejected")) throw error;
        deps.log.warn("link.answer_lost", { orderId: order.orderId, requestId, reason: error.message });
        ambiguous = true;
        const remotes = await findLate(
          deps,
          order,
          requestId,
          error.kind === "rejected" ? LAGGING_SEARCHES : 1,
        );
        if (remotes.length > 0) return adopt(remotes);
        if (error.kind === "rejected") throw error;
      }
    }
    throw new LinkError("unavailable", unavailableMessage);
  } catch (error) {
    const lost = ambiguous ? unconfirmed : null;
    const wasOurs = await letGo(deps, leased, creation, error, lost);
    if (wasOurs) throw toLinkError(error, ambiguous);
    return { remotes: [], adopted: false, unconfirmed: lost };
  }
}

/**
 * The vendor's checkouts under a request id that are this order's.
 *
 * @throws LinkError when the id is taken by another order or amount: two deployments share one account and prefix
 */
export async function findLinks(
  pointcheckout: Pick<PointCheckoutClient, "searchCheckouts">,
  order: Order,
  requestId: string,
): Promise<RemoteCheckout[]> {
  // A page of the vendor's own size: how large one may be is unknown, and one request id has a few links at most.
  const { content } = await pointcheckout.searchCheckouts({ requestId });
  const same = content.filter((remote) => remote.requestId === requestId);
  // Of a link that the order has, what it is was settled when it was recorded, and is judged by every look since.
  const ours = same.filter((remote) => remote.id in order.attempts || isOurs(remote, order, requestId));
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
  requestId: string,
  searches: number,
): Promise<RemoteCheckout[]> {
  for (let search = 1; ; search += 1) {
    const remotes = await findLinks(deps.pointcheckout, order, requestId);
    if (remotes.length > 0 || search >= searches || !deps.hasTimeLeft()) return remotes;
    await deps.sleep(LAGGING_SEARCH_MS);
  }
}

/**
 * Ends our lease without a link. When the vendor definitely has none, the order returns to what it was before; when
 * it may have one, the order stays CREATING with a lease that has run out, so that the next call resumes at once.
 *
 * @returns whether it was still ours
 */
async function letGo(
  deps: ObtainDependencies,
  leased: OrderSnapshot,
  creation: Creation,
  reason: unknown,
  entry: Unconfirmed | null,
): Promise<boolean> {
  const { requestId } = creation;
  if (reason instanceof PointCheckoutError && reason.kind === "unauthorized") {
    deps.log.error("link.credentials_refused", { orderId: leased.orderId, requestId }, reason);
  }
  const definite = entry === null && reason instanceof PointCheckoutError && !reason.ambiguous;
  const ended = await changeOrder(deps.orders, leased, ({ order, readTime }) => {
    if (order?.creation?.leaseId !== creation.leaseId) return null;
    const unconfirmed = noteUnconfirmed(order, requestId, entry);
    if (definite || reason instanceof RequestConflict) return giveBack(order, leased, reason, unconfirmed);
    const released: Order = { ...order, creation: { ...order.creation, until: readTime }, unconfirmed };
    return {
      patch: { creation: released.creation, unconfirmed, nextCheckAt: deriveNextCheckAt(released) },
      problemDetails: failureDetails(requestId, "unanswered", reason),
    };
  });
  return ended !== null;
}

/** The order without the link it was to have: a DRAFT again, or what its earlier links had made of it. */
export function giveBack(
  order: Order,
  { readTime }: Pick<OrderSnapshot, "readTime">,
  reason: unknown,
  unconfirmed: Order["unconfirmed"],
): OrderWrite {
  const conflict = reason instanceof RequestConflict;
  const after: Order = {
    ...order,
    creation: null,
    unconfirmed,
    ...(conflict ? withUnresolved(order, "request_conflict") : {}),
  };
  const status = deriveStatus(after);
  const type = "order.link_refused";
  const event: OrderEvent = {
    type,
    from: order.status,
    to: status,
    at: readTime,
    source: "creation",
    checkoutId: null,
    amount: order.amount,
    totalRefundedMinor: null,
    detail: conflict ? "request_conflict" : reason instanceof PointCheckoutError ? reason.kind : "not_found",
    visibility: EVENT_VISIBILITY[type],
  };
  const { unresolved } = after;
  const problem = deriveProblem(after);
  const seen = { at: readTime, source: "creation", checkoutId: null } as const;
  return {
    patch: {
      creation: null,
      unconfirmed,
      unresolved,
      status,
      problem,
      nextCheckAt: deriveNextCheckAt(after),
    },
    events: [event, ...tellProblems(order, { ...after, status, problem }, seen)],
    problemDetails: failureDetails(order.creation?.requestId ?? null, event.detail, reason),
  };
}

function failureDetails(requestId: string | null, code: string | null, reason: unknown) {
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

/** What a caller is told of a call to the vendor that failed; anything else stays what it is. */
export function toLinkError(error: unknown, ambiguous: boolean): unknown {
  if (error instanceof RequestConflict) {
    const message = `PointCheckout already has another payment under ${error.requestId}. Set POINTCHECKOUT_REQUEST_ID_PREFIX.`;
    return new LinkError("failed-precondition", message, undefined, { cause: error });
  }
  if (!(error instanceof PointCheckoutError)) return error;
  const sentence = error.vendorMessage ?? "no reason given";
  if (error.kind === "rejected" && ambiguous) {
    const message = `PointCheckout refused the repeated request (${sentence}), and its search does not show the link yet. Call again in a few minutes.`;
    return new LinkError("unavailable", message, undefined, { cause: error });
  }
  if (error.kind === "rejected") {
    const message = `PointCheckout refused the link: ${sentence}`;
    return new LinkError("invalid-argument", message, [{ path: "", message: sentence }], { cause: error });
  }
  if (error.status === 429 && !ambiguous) {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000));
    const message = `PointCheckout has too many requests at the moment (429): it made no link. Call again in ${seconds} seconds.`;
    return new LinkError("unavailable", message, undefined, { cause: error });
  }
  const refused = error.kind === "unauthorized" || error.kind === "not_found";
  if (error.retryable || (ambiguous && !refused))
    return new LinkError("unavailable", unavailableMessage, undefined, { cause: error });
  const message = `PointCheckout did not accept the request of this deployment (${error.kind}). Its operator has to look at the log.`;
  return new LinkError("failed-precondition", message, undefined, { cause: error });
}

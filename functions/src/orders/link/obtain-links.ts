import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { addMilliseconds, type Instant } from "../../shared/instant.js";
import type { Log } from "../../shared/log.js";
import { nullWhen } from "../../shared/null-when.js";
import { reasonOf } from "../../shared/reason.js";
import type { CallTime } from "../../shared/time-for.js";
import type { Order } from "../model/order.js";
import { OrderError, refuseToStaff } from "../model/order-error.js";
import { type LinkRequest, withRequest } from "../model/request.js";
import type { ExistingOrder, OrderWrite } from "../store/order-store.js";
import { differingField } from "../transition/classify.js";
import { withUnresolved } from "../transition/derive.js";
import { toCreateLinkRequest } from "./create-link-request.js";
import type { Reservation } from "./plan-creation.js";
import type { FoundLinks } from "./record-link.js";

export type ObtainDependencies = CallTime & {
  pointcheckout: Pick<PointCheckoutClient, "createLink" | "searchCheckouts">;
  log: Log;
};

/** `failure`: why there is no link; undefined also where a search that was all did not find one. */
export type Obtained = Omit<FoundLinks, "observedAt"> & { failure?: unknown };

export const LATE_SEARCH_MS = 2 * 60_000;
/** The vendor refused a duplicate, but its search does not show the link yet. */
const LAGGING_SEARCHES = 3;
const LAGGING_SEARCH_MS = 1_000;

/**
 * Gets the link of a lease. Searches first if an earlier request may have arrived; sends the request; after a lost
 * answer searches, and sends it once more under the same request id. With `content` null it only searches. Throws
 * nothing: whoever called has to record the failure, too.
 */
export async function obtainLinks(
  deps: ObtainDependencies,
  { orderId, order, readTime }: ExistingOrder,
  { request, mayExist, content }: Reservation,
): Promise<Obtained> {
  const { requestId } = request;
  const pending = { ...request, lease: null, searchAt: addMilliseconds(readTime, LATE_SEARCH_MS) };
  const search = async (times = 1): Promise<RemoteCheckout[]> => {
    const remotes = await findLinks(deps.pointcheckout, order, request);
    if (remotes.length > 0 || times === 1 || !deps.hasTimeLeft()) return remotes;
    await deps.sleep(LAGGING_SEARCH_MS);
    return search(times - 1);
  };
  let isAmbiguous = mayExist === "likely";
  const obtained = (remotes: RemoteCheckout[], adopted: boolean): Obtained => ({
    remotes,
    adopted,
    pendingRequest: adopted || isAmbiguous ? pending : null,
  });
  try {
    if (mayExist !== "no" || content === null) {
      const remotes = await search();
      if (remotes.length > 0 || content === null) return obtained(remotes, true);
    }
    for (let post = 0; post < 2 && deps.hasTimeLeft(); post += 1) {
      try {
        const remote = await deps.pointcheckout.createLink(toCreateLinkRequest(orderId, content, request));
        return obtained([remote], false);
      } catch (error) {
        if (!(error instanceof PointCheckoutError)) throw error;
        const isRefused = error.kind === "rejected";
        if (isRefused && !isAmbiguous) {
          // The vendor refuses a request id that was used before as it refuses wrong content.
          const remotes = await nullWhen(isFailure, search());
          if (!remotes || remotes.length === 0) throw error;
          // One that we never sent may be another customer's, of a deployment with the same order ids.
          if (mayExist === "no") throw new RequestConflict(requestId);
          return obtained(remotes, true);
        }
        if (!error.ambiguous && !isRefused) throw error;
        deps.log.warn("link.answer_lost", { orderId, requestId, reason: error.message });
        isAmbiguous = true;
        const remotes = await search(isRefused ? LAGGING_SEARCHES : 1);
        if (remotes.length > 0) return obtained(remotes, true);
        if (isRefused) throw error;
      }
    }
    throw new OrderError("unavailable", unavailableMessage);
  } catch (failure) {
    if (failure instanceof PointCheckoutError && failure.kind === "unauthorized") {
      deps.log.error("link.credentials_refused", { orderId, requestId }, failure);
    }
    return { ...obtained([], false), failure };
  }
}

/** @throws RequestConflict when the id is another order's: two deployments share account and prefix */
export async function findLinks(
  pointcheckout: Pick<PointCheckoutClient, "searchCheckouts">,
  { orderId, attempts }: Pick<Order, "orderId" | "attempts">,
  request: LinkRequest,
): Promise<RemoteCheckout[]> {
  const { requestId } = request;
  // The vendor's own page size: one request id has a few links at most.
  const { content } = await pointcheckout.searchCheckouts({ requestId });
  const same = content.filter((remote) => remote.requestId === requestId);
  // A link that is an attempt already was identified when it was recorded.
  const isOurs = (remote: RemoteCheckout) =>
    differingField({ orderId, checkoutId: remote.id, attempt: request, remote }) === null;
  const ours = same.filter((remote) => remote.id in attempts || isOurs(remote));
  if (ours.length === 0 && same.length > 0) throw new RequestConflict(requestId);
  return ours;
}

export class RequestConflict extends Error {
  constructor(readonly requestId: string) {
    super(`request id ${requestId} stands for another order, currency or amount at PointCheckout`);
    this.name = "RequestConflict";
  }
}

const isFailure = (error: unknown) => error instanceof PointCheckoutError;

/**
 * What remains of a request that has no link. The order becomes DRAFT again, or what its earlier links make it, if the
 * vendor has none; else it stays CREATING with an expired lease, and the next call resumes.
 */
export function releaseRequest(
  order: Order,
  request: LinkRequest,
  { failure, pendingRequest }: Pick<Obtained, "failure" | "pendingRequest">,
  at: Instant,
): OrderWrite {
  const { requestId, lease } = request;
  const cause = { at, source: "creation" } as const;
  const conflict = failure instanceof RequestConflict;
  const refusal = failure instanceof PointCheckoutError ? failure : null;
  const detail = conflict ? "request_conflict" : (refusal?.kind ?? "not_found");
  const isDefinite = pendingRequest === null && refusal?.ambiguous === false;
  const isUnanswered = failure !== undefined && !conflict && !isDefinite;
  const problemDetails = {
    code: isUnanswered ? "unanswered" : detail,
    requestId,
    message: failure instanceof Error ? reasonOf(failure.message) : null,
    vendorMessage: refusal?.vendorMessage ?? null,
  };
  if (isUnanswered) {
    const expired = { ...request, lease: lease && { ...lease, until: at }, searchAt: at };
    return { patch: { requests: withRequest(order, requestId, expired) }, cause, problemDetails };
  }
  return {
    patch: {
      requests: withRequest(order, requestId, pendingRequest && { ...pendingRequest, isForeign: conflict }),
      ...(conflict ? { unresolved: withUnresolved(order, "request_conflict") } : {}),
      // Where the vendor would not send it, later links are not to be sent either.
      ...(detail === "rejected" ? { resend: null } : {}),
    },
    cause,
    facts: [{ type: "order.link_refused", detail }],
    problemDetails,
  };
}

const unavailableMessage =
  "PointCheckout could not be reached, or did not answer whether it made the link. Call again: it will not be doubled.";

export function toOrderError(error: unknown, ambiguous: boolean): unknown {
  const unavailable = (message: string) => new OrderError("unavailable", message, { cause: error });
  if (error instanceof RequestConflict) {
    const message = `PointCheckout already has another payment under ${error.requestId}. Set POINTCHECKOUT_REQUEST_ID_PREFIX.`;
    return refuseToStaff(message, error);
  }
  if (!(error instanceof PointCheckoutError)) return error;
  const sentence = error.vendorMessage ?? "no reason given";
  if (error.kind === "rejected" && ambiguous) {
    return unavailable(
      `PointCheckout refused the repeated request (${sentence}), and its search does not show the link yet. Call again in a few minutes.`,
    );
  }
  if (error.kind === "rejected") {
    const details = [{ path: "", message: sentence }];
    const message = `PointCheckout refused the link: ${sentence}`;
    return new OrderError("invalid-argument", message, { details, isForStaff: true, cause: error });
  }
  if (error.isTurnedAway && !ambiguous) {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000));
    return unavailable(
      `PointCheckout has too many requests at the moment (429): it made no link. Call again in ${seconds} seconds.`,
    );
  }
  if (error.retryable || (ambiguous && error.kind === "contract")) return unavailable(unavailableMessage);
  return refuseToStaff(
    `PointCheckout did not accept the request of this deployment (${error.kind}). Its operator has to look at the log.`,
    error,
  );
}

import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { addMilliseconds, fromDate, type Instant } from "../../shared/instant.js";
import { type Attempt, attemptSchema } from "../model/attempt.js";
import { applyPatch, checkoutOf, type Order } from "../model/order.js";
import { hasBeenPaid, isTerminalUnpaid, isUnderway } from "../model/order-status.js";
import { isRecorded, type LinkRequest, withRequest } from "../model/request.js";
import type { OrderWrite } from "../store/order-store.js";
import { withUnresolved } from "../transition/derive.js";
import { FIRST_CHECK } from "../transition/schedule.js";
import { transition } from "../transition/transition.js";
import type { LinkSettings } from "./link-conditions.js";

export type Requested = Pick<LinkRequest, "attempt" | "requestId" | "amount" | "expiresIn">;

export type RecordSettings = Pick<LinkSettings, "isAllowedLink" | "livemode">;

/** `observedAt`: Firestore's clock just before the vendor answered. */
export type FoundLinks = {
  remotes: readonly RemoteCheckout[];
  observedAt: Instant;
  /** Found by a search, so possibly older than this call. */
  adopted: boolean;
  /** What the order remembers of the request; null when it was answered. */
  pendingRequest: LinkRequest | null;
};

/** Records the best link as the order's attempt, others as surplus, which the sweep cancels. Pure. */
export function recordLinks(
  order: Order,
  requested: Requested,
  found: FoundLinks,
  settings: RecordSettings,
): OrderWrite {
  const { observedAt } = found;
  const { requestId } = requested;
  const fresh = byPreference(found.remotes).filter(({ id }) => !(id in order.attempts));
  const isSibling = isRecorded(order, requestId);
  const requests = withRequest(order, requestId, found.pendingRequest);
  // The link under this request id is the order's; another pending request may still be in conflict.
  const endsConflict = fresh.length > 0 && requests.every((one) => one.requestId === requestId);
  const unresolved = order.unresolved.filter((code) => !(endsConflict && code === "request_conflict"));
  let after: Order = { ...order, requests, unresolved };
  for (const [index, remote] of fresh.entries()) {
    const { id } = remote;
    const attempt = newAttempt(requested, remote, found, settings, isSibling || index > 0);
    after = applyPatch(after, { attempts: { [id]: attempt } });
    if (attempt.url === null) after.unresolved = withUnresolved(after, "link_host_refused");
    const seen = transition(after, { checkoutId: id, remote, observedAt, source: "creation" });
    after = withholdMismatched(applyPatch(after, seen?.patch ?? {}), id);
  }
  const { livemode } = settings;
  return {
    patch: { attempts: after.attempts, requests, unresolved: after.unresolved, livemode },
    cause: { at: observedAt, source: "creation", checkoutId: fresh[0]?.id ?? null },
    newCheckouts: fresh.flatMap(({ id }) => checkoutOf(after, id) ?? []),
  };
}

/** Our customer must not pay a page for another order or amount. */
function withholdMismatched(order: Order, checkoutId: RemoteCheckout["id"]): Order {
  const attempt = order.attempts[checkoutId];
  if (attempt?.anomaly?.code !== "identity_mismatch") return order;
  return applyPatch(order, { attempts: { [checkoutId]: { ...attempt, url: null } } });
}

/** Paid first, then what may become paid, then the oldest; ids grow with time. */
function byPreference(remotes: readonly RemoteCheckout[]): RemoteCheckout[] {
  const rank = ({ status }: RemoteCheckout) => {
    if (status === null) return 2;
    if (hasBeenPaid(status)) return 0;
    if (isTerminalUnpaid(status)) return 3;
    return isUnderway(status) ? 1 : 2;
  };
  const age = (a: RemoteCheckout, b: RemoteCheckout) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
  return [...remotes].sort((a, b) => rank(a) - rank(b) || age(a, b));
}

function newAttempt(
  requested: Requested,
  remote: RemoteCheckout,
  found: FoundLinks,
  { isAllowedLink }: RecordSettings,
  surplus: boolean,
): Attempt {
  const { observedAt } = found;
  const { redirectUrl, displayId } = remote;
  // The schema takes what an attempt keeps, and gives the rest of one that was not observed yet.
  return attemptSchema.parse({
    ...requested,
    announcement: remote,
    url: redirectUrl !== null && isAllowedLink(redirectUrl) ? redirectUrl : null,
    displayId,
    createdAt: observedAt,
    expiresAt: addMilliseconds(madeAt(remote, found), requested.expiresIn * 60_000),
    nextCheckAt: addMilliseconds(observedAt, FIRST_CHECK),
    surplus,
  } satisfies Partial<Attempt>);
}

const EARLIEST_MS = Date.UTC(2015, 0, 1);

/** An adopted link may be older than the call that found it. */
function madeAt({ timestamp }: RemoteCheckout, { adopted, observedAt }: FoundLinks): Instant {
  const ms = adopted ? Date.parse(timestamp ?? "") : Number.NaN;
  const isPlausible = ms > EARLIEST_MS && ms <= observedAt.seconds * 1000 + 1000;
  return isPlausible ? fromDate(new Date(ms)) : observedAt;
}

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { type Attempt, hasUnknownStatus, isReadFailure, isUnapplied } from "../model/attempt.js";
import { type OrderContent, readContent } from "../model/content.js";
import {
  lastNumber,
  listAttempts,
  type Order,
  type OrderPatch,
  presentAttempt,
  requireOrder,
} from "../model/order.js";
import { refuseToStaff } from "../model/order-error.js";
import { isOpen } from "../model/order-status.js";
import { isRecorded, type LinkRequest, leasedRequest, withRequest } from "../model/request.js";
import { isFor, pendingResend, REPEAT_MS } from "../model/resend.js";
import { amountOf, isSameAmount, toStored } from "../model/stored-content.js";
import type { OrderSnapshot } from "../store/order-store.js";
import { isToBeReplaced, type LinkCommand, type LinkSettings, SENT_TO_NOBODY } from "./link-command.js";
import {
  refuseEndless,
  refuseOtherContact,
  refuseOtherContent,
  refuseRedacted,
  refuseSettled,
  refuseUnapplied,
  refuseUnsaved,
  requireContent,
  requireLinkable,
  sendFlags,
} from "./link-conditions.js";

export type CreationStep =
  | { kind: "return-link"; checkoutId: CheckoutId }
  | { kind: "wait" }
  /** Read an earlier link at the vendor, after cancelling it if `cancel`. */
  | { kind: "confirm-ended"; checkoutId: CheckoutId; cancel: boolean }
  | Reservation;

export type Reservation = {
  kind: "reserve";
  patch: OrderPatch;
  request: LinkRequest;
  mayExist: MayExist;
  /** What is sent; null: only search, because the order no longer asks for this. */
  content: OrderContent | null;
};

/** Whether to search for the request first. `unlikely`: a later search did not find it. */
type MayExist = "no" | "unlikely" | "likely";

type CallContext = {
  leaseId: string;
  confirmed: ReadonlySet<CheckoutId>;
  searched: ReadonlySet<string>;
};

type Call = { snapshot: OrderSnapshot; command: LinkCommand; settings: LinkSettings; context: CallContext };

/** Pure: the snapshot's `readTime` is the only clock. @throws OrderError when there is no link */
export function planCreation(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  context: CallContext,
): CreationStep {
  const { readTime } = snapshot;
  if (snapshot.order === null && command.content) {
    return reserve({ snapshot, command, settings, context }, command.content);
  }
  const order = withoutForeignRequests(requireOrder(snapshot.order, command.customerUid), settings);
  const call: Call = { snapshot: { ...snapshot, order }, command, settings, context };
  refuseRedacted(order);
  refuseSettled(order);
  if (command.content) refuseOtherContent(order, command.content);
  const amount = command.content?.amount ?? amountOf(order.content);
  const leased = leasedRequest(order);
  if (leased?.lease) {
    if (compareInstants(leased.lease.until, readTime) > 0) return { kind: "wait" };
    return resume(call, order, leased);
  }
  const [presentId, present] = presentAttempt(order) ?? [];
  if (presentId && present && isOpen(present.status) && isSameAmount(present.amount, amount)) {
    const live = compareInstants(present.expiresAt, readTime) > 0;
    if (live && isAsAsked(order.orderId, present, command, readTime))
      return { kind: "return-link", checkoutId: presentId };
  }
  const isWanted = ({ amount: paid }: Attempt) =>
    isSameAmount(paid, amount) || isSameAmount(paid, amountOf(order.content));
  const paid = listAttempts(order).find(
    ([id, one]) => isUnapplied(one) && isWanted(one) && !context.confirmed.has(id),
  );
  if (paid) {
    refuseUnsaved(order, paid[1]);
    // The order's amount was corrected to what was paid: the next read counts the payment, also one that was kept.
    return { kind: "confirm-ended", checkoutId: paid[0], cancel: false };
  }
  refuseUnapplied(order);
  refuseEndless(order);
  const wanted = () => command.content ?? requireContent(order);
  for (const [checkoutId, attempt] of listAttempts(order)) {
    if (context.confirmed.has(checkoutId)) {
      if (isOpen(attempt.status)) {
        throw refuseToStaff(
          "An earlier link of this order is still open at PointCheckout. Cancel it there, then call again.",
        );
      }
      if (mayBePaid(attempt)) {
        throw refuseToStaff(
          "PointCheckout's last answer about an earlier link of this order is one that cannot be trusted to mean unpaid. Look at the order's problem first.",
        );
      }
    } else if (attempt === present || isOpen(attempt.status) || mayBePaid(attempt)) {
      // A working link is not cancelled for one that cannot be made. `sendLink` has checked the contact already.
      const sent = command.after === undefined ? command : SENT_TO_NOBODY;
      if (isOpen(attempt.status)) requireLinkable(order.orderId, wanted(), sent, settings);
      return { kind: "confirm-ended", checkoutId, cancel: isOpen(attempt.status) };
    }
  }
  // A lost link for another amount may turn up: cancel it before the next is made.
  const outdated = order.requests.find(
    (request) =>
      !isRepeatable(order, request, amount) &&
      !isRecorded(order, request.requestId) &&
      !context.searched.has(request.requestId),
  );
  return outdated ? resume(call, order, outdated) : reserve(call, wanted());
}

const requestIdOf = ({ requestIdPrefix }: LinkSettings, orderId: string, number: number): string =>
  `${requestIdPrefix}${orderId}-r${number}`;

/** A request whose id is another order's is given up as soon as the deployment has another prefix. */
function withoutForeignRequests(order: Order, settings: LinkSettings): Order {
  const isKept = ({ requestId, attempt, isForeign }: LinkRequest) =>
    !isForeign || requestId === requestIdOf(settings, order.orderId, attempt);
  return { ...order, requests: order.requests.filter(isKept) };
}

/** The vendor's clock may be ahead of ours by less; ms. */
const CLOCK_MS = 60_000;

/**
 * Whether the live link is what the command asks for. A repeated extension finds a link with that validity, almost all
 * of it left, so it needs no memory of the first call.
 */
function isAsAsked(
  orderId: string,
  { attempt, requestId, expiresAt }: Attempt,
  command: LinkCommand,
  now: Instant,
): boolean {
  const { expiresIn } = command;
  if (isToBeReplaced(attempt, command)) return false;
  if (expiresIn === undefined) return true;
  // How long an imported link is valid is not known.
  if (!requestId.endsWith(`${orderId}-r${attempt}`)) return false;
  const passed = expiresIn * 60_000 - millisecondsBetween(now, expiresAt);
  return passed < REPEAT_MS && passed > -CLOCK_MS;
}

/** The last answer may mean a payment that was not applied, so no further link is made. */
const mayBePaid = (attempt: Attempt): boolean =>
  hasUnknownStatus(attempt) || (attempt.anomaly !== null && !isReadFailure(attempt.anomaly));

function resume(call: Call, order: Order, request: LinkRequest): Reservation {
  const { command } = call;
  const stored = readContent(order.content);
  const content = command.content ?? (stored.ok ? stored.value : null);
  const isWanted = isSameAmount(request.amount, content?.amount ?? null);
  const sent = content && isWanted && isLast(order, request) ? content : null;
  if (sent) refuseOtherContact(sent, command);
  const resend = pendingResend(order, call.snapshot.readTime);
  const isForOther = sent && resend && !isFor(resend, sent.customer);
  const silent = isForOther || isToBeReplaced(request.attempt, command) ? SENT_TO_NOBODY : {};
  const leased = withLease(call, { ...request, ...silent });
  return {
    kind: "reserve",
    patch: { requests: withRequest(order, request.requestId, leased) },
    request: leased,
    mayExist: "likely",
    content: sent,
  };
}

/** The sweep searches when the lease has expired. */
function withLease(
  { snapshot, settings, context }: Call,
  request: Omit<LinkRequest, "lease" | "searchAt" | "isForeign">,
): LinkRequest {
  const until = addMilliseconds(snapshot.readTime, settings.leaseMs);
  return { ...request, lease: { id: context.leaseId, until }, searchAt: until, isForeign: false };
}

/** A request id is not sent again after a later link exists. */
const isLast = ({ attempts }: Order, { attempt }: LinkRequest): boolean =>
  Object.values(attempts).every((one) => one.attempt < attempt);

const isRepeatable = (order: Order, request: LinkRequest, amount: OrderContent["amount"] | null): boolean =>
  isSameAmount(request.amount, amount) && isLast(order, request);

function reserve(call: Call, content: OrderContent): Reservation {
  const { command, settings } = call;
  const { orderId, order, readTime } = call.snapshot;
  refuseOtherContact(content, command);
  // A pending request keeps its id, even after the prefix changed.
  const asked = order?.requests.find((request) => isRepeatable(order, request, content.amount));
  let attempt = asked?.attempt ?? (order ? lastNumber(order) : 0) + 1;
  // An imported checkout may have a request id of our form.
  while (order && !asked && isRecorded(order, requestIdOf(settings, orderId, attempt))) attempt += 1;
  const requestId = asked?.requestId ?? requestIdOf(settings, orderId, attempt);
  const wanted = command.expiresIn ?? content.linkOptions.expiresIn ?? settings.defaultExpiresIn;
  // The vendor may have the link of the first sending, so its validity stays; if it is not what this call asks for, the
  // link is only made to be replaced.
  const expiresIn = asked?.expiresIn ?? wanted;
  const isToLast = command.expiresIn === undefined || command.expiresIn === expiresIn;
  const send = isToLast ? sendFlags(call.snapshot, content, command, attempt) : SENT_TO_NOBODY;
  requireLinkable(orderId, content, send, settings, command);
  const { amount } = content;
  const request = withLease(call, { attempt, requestId, amount, expiresIn, ...send });
  return {
    kind: "reserve",
    patch: {
      content: toStored(content),
      requests: withRequest(order ?? { requests: [] }, requestId, request),
      createdAt: order?.createdAt ?? readTime,
      livemode: settings.livemode,
    },
    request,
    mayExist: asked ? (asked.searchAt === null ? "unlikely" : "likely") : "no",
    content,
  };
}

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { addMilliseconds, type Instant, isDue, millisecondsBetween } from "../../shared/instant.js";
import type { Money } from "../../shared/money.js";
import { type Attempt, hasUnknownStatus, isReadFailure, isUnapplied } from "../model/attempt.js";
import { type OrderContent, readContent } from "../model/content.js";
import type { SendFlags } from "../model/content-rules.js";
import { lastNumber, listAttempts, type Order, presentAttempt, requireOrder } from "../model/order.js";
import { OrderError, refuseToStaff } from "../model/order-error.js";
import { isOpen } from "../model/order-status.js";
import { isRecorded, type LinkRequest, leasedRequest, withRequest } from "../model/request.js";
import { isFor, pendingResend, REPEAT_MS } from "../model/resend.js";
import { amountOf, isSameAmount, toStored } from "../model/stored-content.js";
import { newOrder } from "../store/order-document.js";
import type { OrderSnapshot, OrderWrite } from "../store/order-store.js";
import {
  askedFlags,
  type LinkCommand,
  type LinkSettings,
  refuseEndless,
  refuseOtherContent,
  refuseRedacted,
  refuseSettled,
  refuseUnapplied,
  refuseUnsaved,
  requireContent,
  requireLinkable,
  SENT_TO_NOBODY,
} from "./link-conditions.js";

export type CreationStep =
  | { kind: "return-link"; checkoutId: CheckoutId }
  | { kind: "wait" }
  /** Read an earlier link at the vendor, after cancelling it if `cancel`. */
  | { kind: "confirm-ended"; checkoutId: CheckoutId; cancel: boolean }
  | Reservation;

export type Reservation = {
  kind: "reserve";
  patch: OrderWrite["patch"];
  request: LinkRequest;
  /** Whether to search for the request first. `unlikely`: a later search did not find it. */
  mayExist: "no" | "unlikely" | "likely";
  /** What is sent; null: only search, because the order no longer asks for this. */
  content: OrderContent | null;
};

type CallContext = {
  leaseId: string;
  confirmed: ReadonlySet<CheckoutId>;
  searched: ReadonlySet<string>;
};

type Call = { order: Order; now: Instant; command: LinkCommand; settings: LinkSettings; leaseId: string };

/** Of a creation that is only planned, to see its first step. */
export const JUST_BEGUN: CallContext = { leaseId: "", confirmed: new Set(), searched: new Set() };

/**
 * Pure: the snapshot's `readTime` is the only clock.
 * @throws OrderError when there is no link
 */
export function planCreation(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  context: CallContext,
): CreationStep {
  const { orderId, readTime: now } = snapshot;
  const { content: given } = command;
  const begun = snapshot.order ?? (given && newOrder(orderId, toStored(given)));
  const order = withoutForeignRequests(requireOrder(begun, command.customerUid), settings);
  const call: Call = { order, now, command, settings, leaseId: context.leaseId };
  refuseRedacted(order);
  refuseSettled(order);
  if (given) refuseOtherContent(order, given);
  const amount = given?.amount ?? amountOf(order.content);
  const leased = leasedRequest(order);
  if (leased?.lease) return isDue(leased.lease.until, now) ? resume(call, leased) : { kind: "wait" };
  const [presentId, present] = presentAttempt(order) ?? [];
  const isLive = present && isOpen(present.status) && !isDue(present.expiresAt, now);
  if (presentId && isLive && isSameAmount(present.amount, amount) && isAsAsked(call, present))
    return { kind: "return-link", checkoutId: presentId };
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
  const wanted = () => given ?? requireContent(order);
  const unclear = listAttempts(order).find(
    ([id, one]) => isOpen(one.status) || mayBePaid(one) || (one === present && !context.confirmed.has(id)),
  );
  if (unclear) {
    const [checkoutId, { status }] = unclear;
    const cancel = isOpen(status);
    if (context.confirmed.has(checkoutId)) {
      throw refuseToStaff(
        cancel
          ? "An earlier link of this order is still open at PointCheckout. Cancel it there, then call again."
          : "PointCheckout's last answer about an earlier link of this order is one that cannot be trusted to mean unpaid. Look at the order's problem first.",
      );
    }
    // A working link is not cancelled for one that cannot be made. `sendLink` has checked the contact already.
    if (cancel) requireLinkable(orderId, wanted(), command.resend ? SENT_TO_NOBODY : command, settings);
    return { kind: "confirm-ended", checkoutId, cancel };
  }
  // A lost link for another amount may turn up: cancel it before the next is made.
  const outdated = order.requests.find(
    (request) =>
      !isRepeatable(order, request, amount) &&
      !isRecorded(order, request.requestId) &&
      !context.searched.has(request.requestId),
  );
  return outdated ? resume(call, outdated) : reserve(call, wanted());
}

const requestIdOf = ({ requestIdPrefix }: LinkSettings, orderId: string, number: number): string =>
  `${requestIdPrefix}${orderId}-r${number}`;

/** A request whose id is another order's is given up as soon as the deployment has another prefix. */
function withoutForeignRequests(order: Order, settings: LinkSettings): Order {
  const isKept = ({ requestId, attempt, isForeign }: LinkRequest) =>
    !isForeign || requestId === requestIdOf(settings, order.orderId, attempt);
  return { ...order, requests: order.requests.filter(isKept) };
}

const isToBeReplaced = (attempt: number, { resend }: LinkCommand): boolean =>
  resend !== undefined && attempt <= resend.after;

/** The vendor's clock may be ahead of ours by less; ms. */
const CLOCK_MS = 60_000;

/**
 * Whether the live link is what the command asks for. A repeated extension finds a link with that validity, almost all
 * of it left, so it needs no memory of the first call.
 */
function isAsAsked({ order, now, command }: Call, { attempt, requestId, expiresAt }: Attempt): boolean {
  const { expiresIn } = command;
  if (isToBeReplaced(attempt, command)) return false;
  if (expiresIn === undefined) return true;
  // How long an imported link is valid is not known.
  if (!requestId.endsWith(`${order.orderId}-r${attempt}`)) return false;
  const passed = expiresIn * 60_000 - millisecondsBetween(now, expiresAt);
  return passed < REPEAT_MS && passed > -CLOCK_MS;
}

/** The last answer may mean a payment that was not applied, so no further link is made. */
const mayBePaid = (attempt: Attempt): boolean =>
  hasUnknownStatus(attempt) || (attempt.anomaly !== null && !isReadFailure(attempt.anomaly));

function resume(call: Call, request: LinkRequest): Reservation {
  const { order, now, command } = call;
  const stored = readContent(order.content);
  const content = command.content ?? (stored.ok ? stored.value : null);
  const isWanted = content && isRepeatable(order, request, content.amount);
  const resend = pendingResend(order, now);
  const isForOther = isWanted && resend && !isFor(resend, content.customer);
  const silent = isForOther || isToBeReplaced(request.attempt, command) ? SENT_TO_NOBODY : {};
  return lease(call, isWanted ? content : null, { ...request, ...silent }, "likely");
}

/** The sweep searches when the lease has expired. */
function lease(
  { order, now, command, settings, leaseId }: Call,
  content: OrderContent | null,
  asked: Omit<LinkRequest, "lease" | "searchAt" | "isForeign">,
  mayExist: Reservation["mayExist"],
): Reservation {
  const { resend } = command;
  // Somebody else may have stored another contact since the call began.
  if (resend && content && !isFor(resend, content.customer))
    throw new OrderError("aborted", "The order's contact was changed at the same moment. Call again.");
  const until = addMilliseconds(now, settings.leaseMs);
  const request = { ...asked, lease: { id: leaseId, until }, searchAt: until, isForeign: false };
  const requests = withRequest(order, asked.requestId, request);
  return { kind: "reserve", patch: { requests }, request, mayExist, content };
}

/** A request id is not sent again after a later link exists. */
const isRepeatable = (order: Order, { amount, attempt }: LinkRequest, wanted: Money | null): boolean =>
  isSameAmount(amount, wanted) && Object.values(order.attempts).every((one) => one.attempt < attempt);

function reserve(call: Call, content: OrderContent): Reservation {
  const { order, now, command, settings } = call;
  const { orderId } = order;
  // A pending request keeps its id, even after the prefix changed.
  const asked = order.requests.find((request) => isRepeatable(order, request, content.amount));
  let attempt = asked?.attempt ?? lastNumber(order) + 1;
  // An imported checkout may have a request id of our form.
  while (!asked && isRecorded(order, requestIdOf(settings, orderId, attempt))) attempt += 1;
  const requestId = asked?.requestId ?? requestIdOf(settings, orderId, attempt);
  const wanted = command.expiresIn ?? content.linkOptions.expiresIn ?? settings.defaultExpiresIn;
  // The vendor may have the link of the first sending, so its validity stays; if it is not what this call asks for, the
  // link is only made to be replaced.
  const expiresIn = asked?.expiresIn ?? wanted;
  const isToLast = command.expiresIn === undefined || command.expiresIn === expiresIn;
  const send = isToLast ? sendFlags(call, content, attempt) : SENT_TO_NOBODY;
  const { amount } = content;
  const mayExist = asked ? (asked.searchAt === null ? "unlikely" : "likely") : "no";
  const leased = lease(call, content, { attempt, requestId, amount, expiresIn, ...send }, mayExist);
  requireLinkable(orderId, content, send, settings, command);
  const stored = { content: toStored(content), createdAt: order.createdAt ?? now };
  return { ...leased, patch: { ...leased.patch, ...stored, livemode: settings.livemode } };
}

/** Whether the vendor sends the link with this number. A pending resend decides first, while its contact is the order's. */
function sendFlags({ order, now, command }: Call, content: OrderContent, attempt: number): SendFlags {
  if (isToBeReplaced(attempt, command)) return SENT_TO_NOBODY;
  const pending = pendingResend(order, now);
  const isNext = pending && attempt > pending.after && isFor(pending, content.customer);
  const resend = isNext ? pending : command.resend;
  const asked = askedFlags(command, resend ? SENT_TO_NOBODY : content.linkOptions);
  // What another call asks for itself is sent besides.
  return { sendSms: asked.sendSms || !!resend?.sms, sendEmail: asked.sendEmail || !!resend?.email };
}

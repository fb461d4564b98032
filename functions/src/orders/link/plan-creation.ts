import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { normaliseStatus } from "../../pointcheckout/responses.js";
import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { toDecimalText } from "../../shared/money.js";
import { type Attempt, isOpen, isPaying, isReadFailure, isUnapplied } from "../model/attempt.js";
import { isSameContent, type OrderContent, readContent } from "../model/content.js";
import { contactOf, contentProblems, recipientProblems } from "../model/content-rules.js";
import { listAttempts, type Order, type OrderPatch, presentAttempt } from "../model/order.js";
import { NO_SUCH_ORDER, OrderError } from "../model/order-error.js";
import type { InputProblem } from "../model/parse-by-schema.js";
import { type LinkRequest, leasedRequest, withRequest } from "../model/request.js";
import { pendingResend } from "../model/resend.js";
import { amountOf, customerUidOf, isSameAmount, toStored } from "../model/stored-content.js";
import type { OrderSnapshot } from "../store/order-store.js";

/** What a caller asks for. */
export type LinkCommand = {
  orderId: string;
  /** What staff give; null to take the order as it is stored. */
  content: OrderContent | null;
  /** Replaces what the stored order says, for this link only. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /**
   * Minutes from now that the link is to be valid: a live one that is valid for less, or for longer, is taken back and
   * replaced.
   */
  expiresIn?: number | undefined;
  /** Number of a link: it and those before it are taken back and replaced by a later one. */
  after?: number | undefined;
  /** The uid whose own order it has to be; null for staff. */
  customerUid: string | null;
};

/** A deployment's settings that creation depends on. */
export type LinkSettings = {
  requestIdPrefix: string;
  /** Minutes. */
  defaultExpiresIn: number;
  /** How long the right to create is held, in ms: longer than the function may run. */
  leaseMs: number;
  livemode: boolean;
  /** The largest amount of one order, in minor units of a currency. */
  maximumMinor: (currency: string) => number;
  isAllowedLink: (url: string) => boolean;
};

/** The next step on the way to an order's one live link. */
export type CreationStep =
  | { kind: "return-link"; checkoutId: CheckoutId }
  | { kind: "wait" }
  /** Ask the vendor what became of an earlier link (and take it back first when it ought to be over). */
  | { kind: "confirm-ended"; checkoutId: CheckoutId; cancel: boolean }
  /** Take the lease. */
  | Reservation;

/** The lease of a request. */
export type Reservation = {
  kind: "reserve";
  patch: OrderPatch;
  request: LinkRequest;
  mayExist: MayExist;
  /** What is sent; null: the order no longer asks for this, so that the vendor is only searched for it. */
  content: OrderContent | null;
};

/**
 * Whether an earlier request under the same id may have reached the vendor, so that it is searched for first.
 * `unlikely`: it was searched for once more, later, and not found.
 */
export type MayExist = "no" | "unlikely" | "likely";

/** What one call knows of itself. */
export type CallContext = {
  leaseId: string;
  /** Links whose end the vendor has confirmed during this call. */
  confirmed: ReadonlySet<CheckoutId>;
  /** Ids of earlier requests that the vendor was searched for during this call. */
  searched: ReadonlySet<string>;
};

const notFound = () => new OrderError("not-found", NO_SUCH_ORDER);
const refuse = (message: string) => new OrderError("failed-precondition", message);

/**
 * Decides what one call has to do next. Pure: everything is in the snapshot, whose `readTime` is the only clock.
 *
 * @throws OrderError when there is no link to be had
 */
export function planCreation(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  context: CallContext,
): CreationStep {
  const { order, readTime } = snapshot;
  if (order === null) {
    if (command.content === null) throw notFound();
    return reserve(snapshot, command.content, command, settings, context);
  }
  if (command.customerUid !== null && customerUidOf(order.content) !== command.customerUid) throw notFound();
  refuseRedacted(order);
  refuseSettled(order);
  if (command.content) refuseOtherContent(order, command.content);
  const amount = command.content?.amount ?? amountOf(order.content);
  const leased = leasedRequest(order);
  if (leased?.lease) {
    if (compareInstants(leased.lease.until, readTime) > 0) return { kind: "wait" };
    return resume(snapshot, order, leased, command, settings, context);
  }
  const [presentId, present] = presentAttempt(order) ?? [];
  if (presentId && present && isOpen(present.status) && isSameAmount(present.amount, amount)) {
    const live = compareInstants(present.expiresAt, readTime) > 0;
    if (live && isAsAsked(present, command, readTime)) return { kind: "return-link", checkoutId: presentId };
  }
  refuseUnapplied(order);
  const wanted = () => command.content ?? requireContent(order);
  for (const [checkoutId, attempt] of listAttempts(order)) {
    if (context.confirmed.has(checkoutId)) {
      if (isOpen(attempt.status)) {
        throw refuse(
          "An earlier link of this order is still open at PointCheckout. Cancel it there, then call again.",
        );
      }
      if (mayBePaid(attempt)) {
        throw refuse(
          "PointCheckout's last answer about an earlier link of this order is one that cannot be trusted to mean unpaid. Look at the order's problem first.",
        );
      }
    } else if (attempt === present || isOpen(attempt.status)) {
      // No link is taken back for one that cannot be made. Whoever sends again has checked the contact already.
      const sent = command.after === undefined ? command : SENT_TO_NOBODY;
      if (isOpen(attempt.status)) requireLinkable(order.orderId, wanted(), sent, settings);
      return { kind: "confirm-ended", checkoutId, cancel: isOpen(attempt.status) };
    }
  }
  // A link for another amount may turn up: it is taken back before the next is made.
  const outdated = order.requests.find(
    (request) =>
      !isRepeatable(order, request, amount) &&
      !isKnown(order, request) &&
      !context.searched.has(request.requestId),
  );
  if (outdated) return resume(snapshot, order, outdated, command, settings, context);
  return reserve(snapshot, wanted(), command, settings, context);
}

/** How much of a link's validity may have passed while its maker's answer was lost, and the call repeated; ms. */
export const REPEAT_MS = 5 * 60_000;
/** The vendor's clock, from which an adopted link's validity counts, may be ahead of ours by less; ms. */
const CLOCK_MS = 60_000;

/**
 * Whether a live link is the one that was asked for. An extension is recognised by what it was to bring about: a link
 * with this validity, of which next to nothing has passed. So a repeat needs no memory of the first call, and whoever
 * extends again later, when there is something to gain, gets a new link.
 */
function isAsAsked({ attempt, expiresAt }: Attempt, command: LinkCommand, now: Instant): boolean {
  const { expiresIn } = command;
  if (isToBeReplaced(attempt, command)) return false;
  if (expiresIn === undefined) return true;
  const passed = expiresIn * 60_000 - millisecondsBetween(now, expiresAt);
  return passed < REPEAT_MS && passed > -CLOCK_MS;
}

/** A link that has to be found or made first, and is replaced at once. */
const SENT_TO_NOBODY = { sendSms: false, sendEmail: false };
const isToBeReplaced = (attempt: number, { after = 0 }: LinkCommand): boolean => attempt <= after;

/** The vendor spoke of money or in unknown words, and nothing was applied: no further link is sold meanwhile. */
function mayBePaid({ anomaly, providerStatus }: Attempt): boolean {
  const unknown = providerStatus !== "" && normaliseStatus(providerStatus) === null;
  return unknown || (anomaly !== null && !isReadFailure(anomaly));
}

/** Without its customer the order cannot be asked for again, and new content would bring erased data back. */
export function refuseRedacted({ orderId, redactedAt }: Order): void {
  if (redactedAt === null) return;
  throw refuse(
    `The personal data of order ${orderId} has been erased: it takes neither content nor payment link. Use another orderId.`,
  );
}

function refuseSettled({ attempts, status }: Order): void {
  if (Object.values(attempts).some(isPaying)) {
    throw refuse(`This order is ${status}: it takes no further payment link.`);
  }
  if (status === "AUTHORIZED" || status === "PENDING_CONFIRMATION") {
    throw refuse(
      `This order is ${status}: its payment has to be settled or cancelled before a further link.`,
    );
  }
}

/** Whoever has paid another amount is not asked to pay once more before somebody has looked at it. */
function refuseUnapplied(order: Order): void {
  const astray = Object.values(order.attempts).find(isUnapplied);
  if (!astray) return;
  const { amount } = astray;
  throw refuse(
    `${toDecimalText(amount)} ${amount.currency} were paid for this order, which is not its amount. An administrator has to accept or refund them first (resolveProblem).`,
  );
}

/**
 * While a link exists or is being made, its content stands; but another amount is another link. Once every link has
 * ended, all may change.
 */
export function refuseOtherContent(order: Order, content: OrderContent): void {
  const stored = readContent(order.content);
  if (stored.ok && isSameContent(content, stored.value)) return;
  const present = presentAttempt(order)?.[1];
  const isLive = present && isOpen(present.status) && isSameAmount(present.amount, content.amount);
  if (!leasedRequest(order) && !isLive) return;
  throw new OrderError(
    "already-exists",
    "This order already has a payment link with other content. Cancel that link first, or use another orderId.",
  );
}

/** Goes on with a request that may have reached the vendor. */
function resume(
  { readTime }: OrderSnapshot,
  order: Order,
  request: LinkRequest,
  command: LinkCommand,
  settings: LinkSettings,
  context: CallContext,
): Reservation {
  const stored = readContent(order.content);
  const content = command.content ?? (stored.ok ? stored.value : null);
  const isWanted = isSameAmount(request.amount, content?.amount ?? null);
  const silent = isToBeReplaced(request.attempt, command) ? SENT_TO_NOBODY : {};
  const leased = withLease({ ...request, ...silent }, readTime, settings, context);
  return {
    kind: "reserve",
    patch: { requests: withRequest(order, request.requestId, leased) },
    request: leased,
    mayExist: "likely",
    content: isWanted && isLast(order, request) ? content : null,
  };
}

/** The sweep looks when the lease has run out. */
function withLease(
  request: LinkRequest,
  readTime: Instant,
  { leaseMs }: LinkSettings,
  { leaseId }: CallContext,
): LinkRequest {
  const until = addMilliseconds(readTime, leaseMs);
  return { ...request, lease: { id: leaseId, until }, searchAt: until };
}

const isKnown = ({ attempts }: Order, { requestId }: LinkRequest): boolean =>
  Object.values(attempts).some((attempt) => attempt.requestId === requestId);

/** An order's links are numbered: an id that another link has overtaken is not sent again. */
const isLast = ({ attempts }: Order, { attempt }: LinkRequest): boolean =>
  Object.values(attempts).every((one) => one.attempt < attempt);

/** Whether a request that was never answered may be sent again, under its own id, for this amount. */
const isRepeatable = (order: Order, request: LinkRequest, amount: OrderContent["amount"] | null): boolean =>
  isSameAmount(request.amount, amount) && isLast(order, request);

function reserve(
  snapshot: OrderSnapshot,
  content: OrderContent,
  command: LinkCommand,
  settings: LinkSettings,
  context: CallContext,
): Reservation {
  const { orderId, order, readTime } = snapshot;
  // A request that was never answered keeps its id, also when the prefix has changed since.
  const asked = order?.requests.find((request) => isRepeatable(order, request, content.amount));
  const numbers = order ? [...Object.values(order.attempts), ...order.requests] : [];
  const attempt = asked?.attempt ?? Math.max(0, ...numbers.map((one) => one.attempt)) + 1;
  const requestId = asked?.requestId ?? `${settings.requestIdPrefix}${orderId}-r${attempt}`;
  const send = sendFlags(order, content, command, attempt);
  requireLinkable(orderId, content, send, settings);
  const fresh = {
    attempt,
    requestId,
    amount: content.amount,
    expiresIn: command.expiresIn ?? content.linkOptions.expiresIn ?? settings.defaultExpiresIn,
    ...send,
    lease: null,
    searchAt: null,
  };
  const request = withLease(fresh, readTime, settings, context);
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

/** Whether the vendor sends the link with this number. A resend comes first, whoever makes its link. */
function sendFlags(
  order: Order | null,
  { customer, linkOptions }: OrderContent,
  command: LinkCommand,
  attempt: number,
): { sendSms: boolean; sendEmail: boolean } {
  if (isToBeReplaced(attempt, command)) return SENT_TO_NOBODY;
  const resend = order && pendingResend(order);
  if (resend && attempt > resend.after) {
    return {
      sendSms: resend.sms && customer?.phone !== undefined,
      sendEmail: resend.email && customer?.email !== undefined,
    };
  }
  return {
    sendSms: command.sendSms ?? linkOptions.sendSms,
    sendEmail: command.sendEmail ?? linkOptions.sendEmail,
  };
}

/**
 * The content of an order as it is stored, whoever wrote it.
 *
 * @throws OrderError `failed-precondition`, with what is odd in it, for whoever may ask for the order's link
 */
export function requireContent({ orderId, content }: Order): OrderContent {
  const parsed = readContent(content);
  if (parsed.ok) return parsed.value;
  throw notPayable(orderId, parsed.problems);
}

/** @throws OrderError when no link can be made of it, or nobody is known to send it to */
export function requireLinkable(
  orderId: string,
  content: OrderContent,
  { sendSms, sendEmail }: Pick<LinkCommand, "sendSms" | "sendEmail">,
  { maximumMinor }: Pick<LinkSettings, "maximumMinor">,
): void {
  const { linkOptions } = content;
  const send = {
    sendSms: sendSms ?? linkOptions.sendSms,
    sendEmail: sendEmail ?? linkOptions.sendEmail,
  };
  const problems = contentProblems({ ...content, linkOptions: { ...linkOptions, ...send } }, maximumMinor);
  if (problems.length === 0) return;
  const isOfTheCall = recipientProblems(send, contactOf(content)).length === problems.length;
  throw notPayable(orderId, problems, isOfTheCall ? "invalid-argument" : "failed-precondition");
}

const notPayable = (
  orderId: string,
  problems: readonly InputProblem[],
  code: "invalid-argument" | "failed-precondition" = "failed-precondition",
) => new OrderError(code, `Order ${orderId} cannot be paid as it is stored.`, problems);

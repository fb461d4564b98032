import type { CheckoutId } from "../checkouts/checkout-id.js";
import { normaliseStatus } from "../pointcheckout/responses.js";
import { type Attempt, isMoney, isOpen, isReadFailure } from "./attempt.js";
import { isSameAmount, isSameContent, type OrderContent, pickContent } from "./content.js";
import { contentProblems, recipientProblems } from "./content-rules.js";
import { addMilliseconds, compareInstants, type Instant, millisecondsBetween } from "./instant.js";
import { LinkError, NO_SUCH_ORDER } from "./link-error.js";
import {
  type Creation,
  currentAttempt,
  deriveNextCheckAt,
  listAttempts,
  type Order,
  type OrderPatch,
} from "./order.js";
import type { OrderSnapshot } from "./order-store.js";
import { deriveStatus } from "./transition-derive.js";

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
  | { kind: "reserve"; patch: OrderPatch; creation: Creation; mayExist: MayExist };

/**
 * Whether an earlier request under the same id may have reached the vendor, so that it is searched for first.
 * `unlikely`: it was searched for once more, later, and not found.
 */
export type MayExist = "no" | "unlikely" | "likely";

const notFound = () => new LinkError("not-found", NO_SUCH_ORDER);

/**
 * Decides what one call has to do next. Pure: everything is in the snapshot, whose `readTime` is the only clock.
 *
 * @param confirmed links whose end the vendor has confirmed during this call
 * @throws LinkError when there is no link to be had
 */
export function planCreation(
  snapshot: OrderSnapshot,
  command: LinkCommand,
  settings: LinkSettings,
  context: { leaseId: string; confirmed: ReadonlySet<CheckoutId> },
): CreationStep {
  const { order, readTime } = snapshot;
  if (order === null) {
    if (command.content === null) throw notFound();
    return reserve(snapshot, command.content, command, settings, context.leaseId);
  }
  if (command.customerUid !== null && order.customerUid !== command.customerUid) throw notFound();
  refuseRedacted(order);
  refuseSettled(order);
  refuseOtherContent(order, command.content);
  if (order.creation) {
    if (compareInstants(order.creation.until, readTime) > 0) return { kind: "wait" };
    return resume(order, order.creation, settings, snapshot, context.leaseId);
  }
  const present = currentAttempt(order);
  if (present && order.currentCheckoutId && isOpen(present.status)) {
    const live = compareInstants(present.expiresAt, readTime) > 0;
    if (live && isAsAsked(present, command, readTime))
      return { kind: "return-link", checkoutId: order.currentCheckoutId };
  }
  for (const [checkoutId, attempt] of listAttempts(order)) {
    if (context.confirmed.has(checkoutId)) {
      if (isOpen(attempt.status)) {
        throw new LinkError(
          "failed-precondition",
          "An earlier link of this order is still open at PointCheckout. Cancel it there, then call again.",
        );
      }
      if (mayBePaid(attempt)) {
        throw new LinkError(
          "failed-precondition",
          "PointCheckout's last answer about an earlier link of this order is one that cannot be trusted to mean unpaid. Look at the order's problem first.",
        );
      }
    } else if (attempt === present || isOpen(attempt.status)) {
      return { kind: "confirm-ended", checkoutId, cancel: isOpen(attempt.status) };
    }
  }
  return reserve(snapshot, command.content ?? order, command, settings, context.leaseId);
}

/** How much of a link's validity may have passed while its maker's answer was lost, and the call repeated; ms. */
const REPEAT_MS = 5 * 60_000;
/** The vendor's clock, from which an adopted link's validity counts, may be ahead of ours by less; ms. */
const CLOCK_MS = 60_000;

/**
 * Whether a live link is the one that was asked for. An extension is recognised by what it was to bring about: a link
 * with this validity, of which next to nothing has passed. So a repeat needs no memory of the first call, and whoever
 * extends again later, when there is something to gain, gets a new link.
 */
function isAsAsked({ expiresAt }: Attempt, { expiresIn }: LinkCommand, now: Instant): boolean {
  if (expiresIn === undefined) return true;
  const passed = expiresIn * 60_000 - millisecondsBetween(now, expiresAt);
  return passed < REPEAT_MS && passed > -CLOCK_MS;
}

/** The vendor spoke of money or in unknown words, and nothing was applied: no further link is sold meanwhile. */
function mayBePaid({ anomaly, providerStatus }: Attempt): boolean {
  const unknown = providerStatus !== "" && normaliseStatus(providerStatus) === null;
  return unknown || (anomaly !== null && !isReadFailure(anomaly));
}

/** Without its customer the order cannot be asked for again, and new content would bring erased data back. */
export function refuseRedacted({ orderId, redactedAt }: Order): void {
  if (redactedAt === null) return;
  throw new LinkError(
    "failed-precondition",
    `The personal data of order ${orderId} has been erased: it takes neither content nor payment link. Use another orderId.`,
  );
}

function refuseSettled(order: Order): void {
  const settled = Object.values(order.attempts).find(({ status }) => isMoney(status));
  if (settled) {
    throw new LinkError(
      "failed-precondition",
      `This order is ${order.status}: it takes no further payment link.`,
    );
  }
  if (order.status === "AUTHORIZED" || order.status === "PENDING_CONFIRMATION") {
    throw new LinkError(
      "failed-precondition",
      `This order is ${order.status}: its payment has to be settled or cancelled before a further link.`,
    );
  }
}

/**
 * While a link exists or is being made, its content stands. Once every link of the order has ended, all but the
 * amount may change: a late payment of an earlier link must never be worth less than the order.
 */
function refuseOtherContent(order: Order, content: OrderContent | null): void {
  if (content === null || isSameContent(content, order)) return;
  const present = currentAttempt(order);
  if (order.creation || (present && isOpen(present.status))) {
    throw new LinkError(
      "already-exists",
      "This order already has a payment link with other content. Cancel that link first, or use another orderId.",
    );
  }
  if ((present || order.unconfirmed.length > 0) && !isSameAmount(content.amount, order.amount)) {
    throw new LinkError(
      "already-exists",
      "This order has had, or may have had, a payment link with another amount. Use another orderId for another amount.",
    );
  }
}

function resume(
  order: Order,
  crashed: Creation,
  settings: LinkSettings,
  { readTime }: OrderSnapshot,
  leaseId: string,
): CreationStep {
  const creation = { ...crashed, leaseId, until: addMilliseconds(readTime, settings.leaseMs) };
  return { kind: "reserve", patch: leasePatch(order, creation), creation, mayExist: "likely" };
}

function reserve(
  { orderId, order, readTime }: OrderSnapshot,
  content: OrderContent,
  command: LinkCommand,
  settings: LinkSettings,
  leaseId: string,
): CreationStep {
  const { linkOptions, customer } = content;
  const send = {
    sendSms: command.sendSms ?? linkOptions.sendSms,
    sendEmail: command.sendEmail ?? linkOptions.sendEmail,
  };
  const contact = { phone: customer?.phone !== undefined, email: customer !== undefined };
  const problems = contentProblems(
    { ...content, linkOptions: { ...linkOptions, ...send } },
    settings.maximumMinor,
  );
  if (problems.length > 0) {
    const code =
      recipientProblems(send, contact).length === problems.length
        ? "invalid-argument"
        : "failed-precondition";
    throw new LinkError(code, `Order ${orderId} cannot be paid as it is stored.`, problems);
  }
  const attempts = order ? Object.values(order.attempts) : [];
  const attempt = Math.max(0, ...attempts.map((one) => one.attempt)) + 1;
  // A request that was never answered keeps its id, also when the prefix has changed since.
  const asked = order?.unconfirmed.find(
    (lost) => !attempts.some(({ requestId }) => requestId === lost.requestId),
  );
  const creation: Creation = {
    leaseId,
    until: addMilliseconds(readTime, settings.leaseMs),
    attempt,
    requestId: asked?.requestId ?? `${settings.requestIdPrefix}${orderId}-r${attempt}`,
    expiresIn: command.expiresIn ?? linkOptions.expiresIn ?? settings.defaultExpiresIn,
    ...send,
  };
  const base = order ?? newOrder(orderId, content, readTime);
  const patch = {
    ...(order ? {} : base),
    ...pickContent(content),
    ...leasePatch(base, creation),
    createdAt: order?.createdAt ?? readTime,
    livemode: settings.livemode,
  };
  return {
    kind: "reserve",
    patch,
    creation,
    mayExist: asked ? (asked.searchAt === null ? "unlikely" : "likely") : "no",
  };
}

/** An order before its first write. */
export function newOrder(orderId: string, content: OrderContent, createdAt: Instant): Order {
  return {
    ...content,
    orderId,
    status: "DRAFT",
    livemode: false,
    attempts: {},
    currentCheckoutId: null,
    problem: null,
    unresolved: [],
    keptPayments: [],
    nextCheckAt: null,
    creation: null,
    unconfirmed: [],
    refund: null,
    paidAt: null,
    refreshedAt: null,
    redactedAt: null,
    eventCount: 0,
    createdAt,
  };
}

/** The lease itself: the sweep looks when it has run out. */
function leasePatch(order: Order, creation: Creation): OrderPatch {
  const leased = { ...order, creation };
  return { creation, status: deriveStatus(leased), nextCheckAt: deriveNextCheckAt(leased) };
}

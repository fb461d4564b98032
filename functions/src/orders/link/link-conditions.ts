import type { Config } from "../../config.js";
import { toDecimalText } from "../../shared/money.js";
import { type Attempt, isPaid } from "../model/attempt.js";
import { isSameContent, type OrderContent, readContent } from "../model/content.js";
import { contentProblems, recipientProblems, type SendFlags } from "../model/content-rules.js";
import { type Order, presentAttempt, refuseStatus, requireOrder } from "../model/order.js";
import { OrderError, refuse, refuseToStaff } from "../model/order-error.js";
import { isOpen } from "../model/order-status.js";
import type { InputProblem } from "../model/parse-by-schema.js";
import { leasedRequest } from "../model/request.js";
import type { Resend } from "../model/resend.js";
import { amountOf, isSameAmount } from "../model/stored-content.js";
import { paymentUnderway, undecidedPayments } from "../transition/derive.js";

export type LinkCommand = {
  orderId: string;
  /** From staff; null: the order as stored. */
  content: OrderContent | null;
  /** Override the stored flags for this link. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /** Minutes from now; a live link with another validity is replaced. */
  expiresIn?: number | undefined;
  /** The resend that the link is to fulfil: no other link does, and it goes to nobody else. */
  resend?: Resend | undefined;
  /** The order must be this customer's; null for staff. */
  customerUid: string | null;
};

export type LinkSettings = Pick<
  Config,
  "requestIdPrefix" | "defaultExpiresIn" | "leaseMs" | "livemode" | "maximumMinor" | "isAllowedLink"
>;

export const SENT_TO_NOBODY = { sendSms: false, sendEmail: false };

type AskedFlags = Pick<LinkCommand, "sendSms" | "sendEmail">;

export const askedFlags = ({ sendSms, sendEmail }: AskedFlags, stored: SendFlags): SendFlags => ({
  sendSms: sendSms ?? stored.sendSms,
  sendEmail: sendEmail ?? stored.sendEmail,
});

/** @throws OrderError `failed-precondition`, with the problems of the stored content */
export function requireContent({ orderId, content }: Order): OrderContent {
  const parsed = readContent(content);
  if (parsed.ok) return parsed.value;
  throw notPayable(orderId, parsed.problems);
}

/**
 * @param call what the call itself asks for: where only that has no recipient, the content is right
 * @throws OrderError when no link can be made of the content, or it has no recipient
 */
export function requireLinkable(
  orderId: string,
  content: OrderContent,
  asked: AskedFlags,
  { maximumMinor }: Pick<LinkSettings, "maximumMinor">,
  call: AskedFlags = asked,
): void {
  const { linkOptions } = content;
  const send = askedFlags(asked, linkOptions);
  const problems = contentProblems({ ...content, linkOptions: { ...linkOptions, ...send } }, maximumMinor);
  if (problems.length === 0) return;
  const ofTheCall = recipientProblems(askedFlags(call, SENT_TO_NOBODY), content.customer);
  const isOfTheCall = problems.every(({ path }) => ofTheCall.some((one) => one.path === path));
  throw notPayable(orderId, problems, isOfTheCall ? "invalid-argument" : "failed-precondition");
}

const notPayable = (
  orderId: string,
  problems: readonly InputProblem[],
  code: "invalid-argument" | "failed-precondition" = "failed-precondition",
) => new OrderError(code, `Order ${orderId} cannot be paid as it is stored.`, { details: problems });

/** @param missing ends the refusal: "no payment link to extend. Use …" @throws OrderError */
export function requireReplaceable(found: Order | null, missing: string) {
  const order = requireOrder(found);
  const checkoutId = presentAttempt(order)?.[0] ?? null;
  const leased = leasedRequest(order);
  if (checkoutId || leased) return { order, checkoutId, leased };
  throw refuseStatus(order, `This order is ${order.status}: it has ${missing}`);
}

/** New content would bring erased data back. */
export function refuseRedacted({ orderId, redactedAt }: Order): void {
  if (redactedAt === null) return;
  throw refuse(
    `The personal data of order ${orderId} has been erased: it takes neither content nor payment link. Use another orderId.`,
  );
}

export function refuseSettled(order: Order): void {
  const { status } = order;
  if (isPaid(order)) throw refuse(`This order is ${status}: it takes no further payment link.`);
  const underway = paymentUnderway(order);
  if (underway) {
    throw refuse(
      `A payment of this order is ${underway}: it has to be settled or cancelled before a further link.`,
    );
  }
}

/** A customer may cancel each link and ask for the next, until the order fits no document any more. */
const MOST_LINKS = 100;

export function refuseEndless({ attempts }: Order): void {
  if (Object.keys(attempts).length < MOST_LINKS) return;
  throw refuseToStaff(
    `This order has had ${MOST_LINKS} payment links and takes no further one: use another orderId.`,
  );
}

/** A customer who paid another amount is not asked to pay again before somebody has looked. */
export function refuseUnapplied(order: Order): void {
  const [undecided] = undecidedPayments(order);
  if (!undecided) return;
  const { amount } = undecided[1];
  throw refuse(
    `${toDecimalText(amount)} ${amount.currency} were paid for this order, which is not its amount. An administrator has to decide about them first (resolveProblem).`,
  );
}

/** A payment counts by the amount that is stored: a link for what was paid already would be paid a second time. */
export function refuseUnsaved({ content }: Order, { amount }: Attempt): void {
  if (isSameAmount(amount, amountOf(content))) return;
  throw refuse(
    `${toDecimalText(amount)} ${amount.currency} were paid for this order already. Save this content as a draft first: then the payment counts.`,
  );
}

/** Content is fixed while a link exists or is made; but another amount means another link. */
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

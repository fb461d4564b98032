import { isDue } from "../../shared/instant.js";
import { type CreateLinkDependencies, createLink } from "../link/create-link.js";
import {
  type LinkCommand,
  type LinkSettings,
  requireContent,
  requireLinkable,
  requireReplaceable,
} from "../link/link-conditions.js";
import { JUST_BEGUN, planCreation } from "../link/plan-creation.js";
import { type OrderContent, readContent } from "../model/content.js";
import { lastNumber, listAttempts, type Order, presentAttempt } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { Operator } from "../model/order-event.js";
import { isOpen } from "../model/order-status.js";
import { type InputProblem, listProblems } from "../model/parse-by-schema.js";
import { contactMark, isFor, isRecent, pendingResend, type Resend } from "../model/resend.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderSnapshot, OrderWrite } from "../store/order-store.js";
import type { SendInput } from "./operation-input.js";
import { operationOnCheckout } from "./operation-on-checkout.js";

/**
 * Has the vendor send an order's link by SMS, e-mail or both. The vendor sends a link only when it makes it, so the
 * present one is replaced.
 * The first write stores the corrected contact, the event and the {@link Resend}; the rest are steps of creation. A
 * repeat continues while no link has a number above `after`; then that link is the answer while it {@link isRecent}. Later,
 * or for another contact, the link is sent again.
 * @returns `replaced`: the link before this one, which has ended
 * @throws OrderError as `createLink`; `failed-precondition` without a link; `invalid-argument` without such a contact
 */
export async function sendLink(deps: CreateLinkDependencies, sending: SendInput, operator: Operator) {
  const { orderId } = sending;
  const { orders, settings } = deps;
  const changed = await changeOrder(orders, orderId, (snapshot) =>
    planSending(snapshot, sending, settings, operator),
  );
  const asked = changed.after.order?.resend ?? undefined;
  const link = await createLink(deps, fulfilling(orderId, asked));
  const { order } = await orders.read(orderId);
  if (asked && order && !isSentAs(asked, order)) {
    const message = "Somebody else has had this order's link sent elsewhere at the same moment. Call again.";
    throw new OrderError("aborted", message);
  }
  const { after = 0 } = asked ?? {};
  const old =
    order && listAttempts(order).findLast(([, { attempt, surplus }]) => attempt <= after && !surplus);
  return { ...link, replaced: old ? { checkoutId: old[0], requestId: old[1].requestId } : null };
}

const NOBODY = { sms: false, email: false };

/** Null for a repeat of the stored resend. Pure. */
export function planSending(
  snapshot: OrderSnapshot,
  sending: SendInput,
  settings: LinkSettings,
  operator: Operator,
): OrderWrite | null {
  const { readTime: at } = snapshot;
  const missing = "no payment link to send. Use createPaymentLink with sendSms or sendEmail.";
  const { order, checkoutId } = requireReplaceable(snapshot.order, missing);
  const after = lastNumber(order);
  // Whom it goes to is looked at below.
  const toNobody = { after, ...NOBODY, contact: contactMark(undefined, NOBODY), at };
  planCreation(snapshot, fulfilling(order.orderId, toNobody), settings, JUST_BEGUN);
  const stored = requireContent(order);
  const customer = customerFor(stored, sending);
  const ways = { sms: Boolean(sending.sms), email: Boolean(sending.email) };
  const flags = { sendSms: ways.sms, sendEmail: ways.email };
  // A working link is not cancelled for one that cannot be made.
  requireLinkable(order.orderId, { ...stored, customer }, flags, settings);
  const resend: Resend = { after, ...ways, contact: contactMark(customer, ways), at };
  const { phone, email } = stored.customer ?? {};
  const isStored = phone === customer.phone && email === customer.email;
  if (order.resend && isStored && isRepeat(order, order.resend, resend)) return null;
  const write = operationOnCheckout(order, checkoutId, at, "operation.send", operator, waysOf(sending));
  return {
    ...write,
    patch: { ...write.patch, resend, ...(isStored ? {} : { content: { ...order.content, customer } }) },
  };
}

/** Whether `before` asked for the same, recently, and is pending or made the present link. */
function isRepeat(order: Order, before: Resend, now: Resend): boolean {
  const { at } = now;
  if (!isSameSending(before, now)) return false;
  if (pendingResend(order, at)) return true;
  const [, present] = presentAttempt(order) ?? [];
  const [, first] =
    listAttempts(order).find(([, { attempt, surplus }]) => attempt > before.after && !surplus) ?? [];
  if (!present || present !== first) return false;
  return isOpen(present.status) && !isDue(present.expiresAt, at) && isRecent(present.createdAt, at);
}

/** Another call may have had the link sent elsewhere, or have stored another contact and made the link for it. */
function isSentAs(asked: Resend, { resend, content }: Order): boolean {
  const stored = readContent(content);
  const isForContact = !stored.ok || isFor(asked, stored.value.customer);
  return isForContact && (resend === null || isSameSending(asked, resend));
}

const isSameSending = (a: Resend, b: Resend): boolean =>
  a.sms === b.sms && a.email === b.email && a.contact === b.contact;

const fulfilling = (orderId: string, resend: Resend | undefined): LinkCommand => ({
  orderId,
  resend,
  content: null,
  customerUid: null,
});

/** Without the contact itself: events outlive the erasure of personal data. */
const waysOf = ({ sms, email }: SendInput): string =>
  Object.entries({ sms, email })
    .flatMap(([way, to]) => (to ? [typeof to === "string" ? `${way}_given` : way] : []))
    .join("+");

function customerFor({ customer }: OrderContent, { sms, email }: SendInput) {
  const ways = [
    ["sms", sms, customer?.phone, "a phone number"],
    ["email", email, customer?.email, "an e-mail address"],
  ] as const;
  const problems = ways.flatMap(([path, to, stored, kind]): InputProblem[] => {
    if (to && !customer) return [{ path, message: NO_CUSTOMER }];
    return to === true && stored === undefined
      ? [{ path, message: `must be ${kind}: none is stored with this order` }]
      : [];
  });
  if (!customer || problems.length > 0) {
    throw new OrderError("invalid-argument", listProblems(problems), { details: problems });
  }
  return {
    ...customer,
    ...(typeof sms === "string" ? { phone: sms } : {}),
    ...(typeof email === "string" ? { email } : {}),
  };
}

const NO_CUSTOMER =
  "needs a customer, and the order has none: cancel its link, then call createPaymentLink with customer";

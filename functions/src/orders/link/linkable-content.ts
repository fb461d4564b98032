import { type OrderContent, readContent } from "../model/content.js";
import { contactOf, contentProblems, recipientProblems, type SendFlags } from "../model/content-rules.js";
import type { Order } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import type { InputProblem } from "../model/parse-by-schema.js";
import { pendingResend } from "../model/resend.js";
import { isToBeReplaced, type LinkCommand, type LinkSettings, SENT_TO_NOBODY } from "./link-command.js";

type AskedFlags = Pick<LinkCommand, "sendSms" | "sendEmail">;

/** Whether the vendor sends the link with this number. A pending resend decides first. */
export function sendFlags(
  order: Order | null,
  { customer, linkOptions }: OrderContent,
  command: LinkCommand,
  attempt: number,
): SendFlags {
  if (isToBeReplaced(attempt, command)) return SENT_TO_NOBODY;
  const resend = order && pendingResend(order);
  if (resend && attempt > resend.after) {
    return {
      sendSms: resend.sms && customer?.phone !== undefined,
      sendEmail: resend.email && customer?.email !== undefined,
    };
  }
  return askedFlags(command, linkOptions);
}

const askedFlags = ({ sendSms, sendEmail }: AskedFlags, stored: SendFlags): SendFlags => ({
  sendSms: sendSms ?? stored.sendSms,
  sendEmail: sendEmail ?? stored.sendEmail,
});

/** @throws OrderError `failed-precondition`, with the problems of the stored content */
export function requireContent({ orderId, content }: Order): OrderContent {
  const parsed = readContent(content);
  if (parsed.ok) return parsed.value;
  throw notPayable(orderId, parsed.problems);
}

/** @throws OrderError when no link can be made of the content, or it has no recipient */
export function requireLinkable(
  orderId: string,
  content: OrderContent,
  asked: AskedFlags,
  { maximumMinor }: Pick<LinkSettings, "maximumMinor">,
): void {
  const { linkOptions } = content;
  const send = askedFlags(asked, linkOptions);
  const problems = contentProblems({ ...content, linkOptions: { ...linkOptions, ...send } }, maximumMinor);
  if (problems.length === 0) return;
  const isOfTheCall = recipientProblems(send, contactOf(content)).length === problems.length;
  throw notPayable(orderId, problems, isOfTheCall ? "invalid-argument" : "failed-precondition");
}

const notPayable = (
  orderId: string,
  problems: readonly InputProblem[],
  code: "invalid-argument" | "failed-precondition" = "failed-precondition",
) => new OrderError(code, `Order ${orderId} cannot be paid as it is stored.`, { details: problems });

import { toDecimalText } from "../../shared/money.js";
import { isOpen, isPaying, isUnapplied, isUnderway } from "../model/attempt.js";
import { isSameContent, type OrderContent, readContent } from "../model/content.js";
import { type Order, presentAttempt } from "../model/order.js";
import { OrderError, refuse } from "../model/order-error.js";
import { leasedRequest } from "../model/request.js";
import { isSameAmount } from "../model/stored-content.js";

/** New content would bring erased data back. */
export function refuseRedacted({ orderId, redactedAt }: Order): void {
  if (redactedAt === null) return;
  throw refuse(
    `The personal data of order ${orderId} has been erased: it takes neither content nor payment link. Use another orderId.`,
  );
}

export function refuseSettled({ attempts, status }: Order): void {
  if (Object.values(attempts).some(isPaying)) {
    throw refuse(`This order is ${status}: it takes no further payment link.`);
  }
  if (isUnderway(status)) {
    throw refuse(
      `This order is ${status}: its payment has to be settled or cancelled before a further link.`,
    );
  }
}

/** A customer who paid another amount is not asked to pay again before somebody has looked. */
export function refuseUnapplied(order: Order): void {
  const unapplied = Object.values(order.attempts).find(isUnapplied);
  if (!unapplied) return;
  const { amount } = unapplied;
  throw refuse(
    `${toDecimalText(amount)} ${amount.currency} were paid for this order, which is not its amount. An administrator has to accept or refund them first (resolveProblem).`,
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

import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { failureOf } from "../../pointcheckout/errors.js";
import { DAY_MS, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { toDecimalText } from "../../shared/money.js";
import { type Order, presentAttempt, requireOrder } from "../model/order.js";
import { NO_SUCH_ORDER, OrderError, refuse } from "../model/order-error.js";
import type { RefundLock, RefundRecord } from "../model/refund.js";
import { lookUp, type ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderSnapshot, RefundRecords } from "../store/order-store.js";
import type { Observation } from "../transition/classify.js";
import {
  chooseCheckout,
  planRefund,
  planResend,
  type RefundCommand,
  type RefundSettings,
  recordRefusal,
  requireSameRefund,
} from "./plan-refund.js";
import { readNow } from "./read-now.js";

export type RefundDependencies = ReconcileDependencies & {
  orders: RefundRecords;
  pointcheckout: Pick<PointCheckoutClient, "refundCheckout">;
  settings: RefundSettings;
  hasTimeLeft: () => boolean;
};

export type RefundAnswer = Awaited<ReturnType<typeof refundAnswer>>;

/**
 * Refunds a payment, in full or in part. Repeatable under its reference: the vendor is asked once, however often this is
 * called, and by whom. Only an administrator's `confirm` has an unknown refund sent again.
 * @throws OrderError
 * @see docs/architecture.md, "Refunding and capturing"
 */
export async function refundPayment(
  deps: RefundDependencies,
  input: Omit<RefundCommand, "by">,
  by: RefundCommand["by"],
): Promise<RefundAnswer> {
  const command = { ...input, by };
  const { orderId, referenceId } = command;
  const { after, isWritten } = await changeOrder(deps.orders, orderId, (snapshot) =>
    lockRefund(deps, snapshot, command),
  );
  const lock = after.order?.refund;
  if (after.order && lock?.referenceId === referenceId) {
    if (!isWritten) await lookUp(deps, orderId, lock.checkoutId);
    else if (lock.state === "asked") await send(deps, after.order, lock, command.reason);
  }
  return refundAnswer(deps, command);
}

async function lockRefund(deps: RefundDependencies, snapshot: OrderSnapshot, command: RefundCommand) {
  const order = requireOrder(snapshot.order);
  const { orderId, refund } = order;
  const { referenceId, confirm, by } = command;
  const isBegun = async () => {
    const record = await deps.orders.readRefund(orderId, referenceId);
    if (!record || record.state === "not_processed") return false;
    requireSameRefund(record, command);
    return true;
  };
  const observe = async (checkoutId: CheckoutId): Promise<Observation> => {
    const remote = await readNow(() => deps.pointcheckout.getCheckout(checkoutId));
    return { checkoutId, remote, observedAt: snapshot.readTime, source: "operator" };
  };
  if (await isBegun()) {
    if (confirm && !by.admin) {
      throw new OrderError("permission-denied", "To send a refund again needs the role admin.");
    }
    if (!confirm || refund?.referenceId !== referenceId || refund.state !== "unknown") return null;
    return planResend(order, refund, command, await observe(refund.checkoutId));
  }
  if (refund) {
    throw refuse(
      `Refund ${refund.referenceId} of this order is not settled yet (${refund.state}). One refund at a time.`,
    );
  }
  /** The vendor may know more than the order: after a refusal the order is read at the vendor, too. */
  const orLookUp = async <T>(checkoutId: CheckoutId | null, plan: () => T): Promise<T> => {
    try {
      return plan();
    } catch (error) {
      if (error instanceof OrderError && checkoutId !== null) {
        await lookUp(deps, orderId, checkoutId);
        deps.log.info("refund.not_begun", { orderId, checkoutId, code: error.code });
      }
      throw error;
    }
  };
  try {
    const presentId = presentAttempt(order)?.[0] ?? null;
    const checkoutId = await orLookUp(presentId, () => chooseCheckout(order, command.checkoutId));
    const observation = await observe(checkoutId);
    return await orLookUp(checkoutId, () => planRefund(order, command, observation, deps.settings));
  } catch (error) {
    // The same call beside this one may have been first, and nothing be left for that reason.
    if (await isBegun()) return null;
    throw error;
  }
}

async function send(deps: RefundDependencies, order: Order, lock: RefundLock, reason: string): Promise<void> {
  const { orderId, attempts } = order;
  const { referenceId, checkoutId } = lock;
  const attempt = attempts[checkoutId];
  // A process that stood still may wake after the refund counted as unknown, and somebody else sent it again.
  if (!attempt || !deps.hasTimeLeft()) return;
  const amount = { ...attempt.amount, minor: lock.amountMinor };
  // With the request id, no two refunds of the account have the same reference.
  const refund = { amount, note: reason, referenceId: `${attempt.requestId}:${referenceId}` };
  const failure = await failureOf(deps.pointcheckout.refundCheckout(checkoutId, refund));
  const about = { orderId, checkoutId, referenceId };
  if (failure) deps.log.warn("refund.not_accepted", { ...about, reason: failure.message });
  else deps.log.info("refund.accepted", about);
  if (failure && !failure.ambiguous) {
    const record = ({ order, readTime }: OrderSnapshot) =>
      order && recordRefusal(order, lock, failure, readTime);
    await changeOrder(deps.orders, orderId, record);
  }
  await lookUp(deps, orderId, checkoutId);
}

async function refundAnswer({ orders }: RefundDependencies, { orderId, referenceId }: RefundCommand) {
  const { order } = await orders.read(orderId);
  const record = await orders.readRefund(orderId, referenceId);
  if (!order || !record) throw new OrderError("not-found", NO_SUCH_ORDER);
  const { state, checkoutId, amount, vendorMessage, askedAt } = record;
  const attempt = order.attempts[checkoutId];
  if (state === "refused") {
    const advice = adviseOnRefusal({ vendorMessage, paidAt: attempt?.paidAt ?? null, askedAt });
    const reason = vendorMessage ?? "no reason given";
    throw refuse(`PointCheckout refused the refund: ${reason} ${advice}`.trimEnd());
  }
  if (state === "abandoned") {
    throw refuse(`An administrator decided that refund ${referenceId} was not made. Use another reference.`);
  }
  if (state === "not_processed") {
    const message = "PointCheckout turned the refund away unseen. Repeat the same call.";
    throw new OrderError("unavailable", message);
  }
  const minor = attempt?.totalRefundedMinor ?? 0;
  return {
    orderId,
    referenceId,
    checkoutId,
    /** `asked`: not settled yet; repeat the call later. */
    state: record.state,
    /** Decimal text in major units of `currency`: of this refund, and of all refunds of the checkout. */
    amount: toDecimalText(amount),
    totalRefunded: toDecimalText({ ...amount, minor }),
    currency: amount.currency,
    status: order.status,
    problem: order.problem,
  };
}

/** The vendor refunds for so many days after the payment. @see vendor API: Act */
const REFUNDABLE_DAYS = 90;

type RefusedRefund = Pick<RefundRecord, "vendorMessage" | "askedAt"> & { paidAt: Instant | null };

export function adviseOnRefusal({ vendorMessage, paidAt, askedAt }: RefusedRefund): string {
  const days = paidAt ? Math.floor(millisecondsBetween(paidAt, askedAt) / DAY_MS) : 0;
  if (days >= REFUNDABLE_DAYS) {
    return `PointCheckout refunds within ${REFUNDABLE_DAYS} days of the payment, and this one was made ${days} days ago: pay the customer back in another way.`;
  }
  if (/balance|insufficient|\bfunds\b/i.test(vendorMessage ?? "")) {
    return "PointCheckout takes a refund from your available balance, which is too low: wait for further payments or add to it, then begin another refund.";
  }
  return "";
}

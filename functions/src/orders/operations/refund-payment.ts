import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { toDecimalText } from "../../shared/money.js";
import { type Order, presentAttempt } from "../model/order.js";
import { NO_SUCH_ORDER, OrderError } from "../model/order-error.js";
import type { RefundRecord, RefundState } from "../model/refund.js";
import { lookUp } from "../reconcile/look-up.js";
import type { ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import type { ExistingOrder, OrderSnapshot, RefundRecords } from "../store/order-store.js";
import {
  chooseCheckout,
  type FreshRead,
  type PlannedRefund,
  planRefund,
  planResend,
  type RefundCommand,
  type RefundSettings,
  requireSameRefund,
} from "./plan-refund.js";
import { adviseOnRefusal } from "./refund-advice.js";
import { recordRefusal } from "./refund-refusal.js";
import { readNow } from "./vendor-failure.js";

export type RefundDependencies = ReconcileDependencies & {
  orders: RefundRecords;
  pointcheckout: Pick<PointCheckoutClient, "refundCheckout">;
  settings: RefundSettings;
  /** Whether this call has time left to send something. */
  hasTimeLeft: () => boolean;
};

/** What the callable answers. */
export type RefundAnswer = {
  orderId: string;
  referenceId: string;
  checkoutId: CheckoutId;
  /** `asked`: not settled yet; repeat the call later. */
  state: RefundState;
  /** Decimal text in major units of `currency`: of this refund, and of all refunds of the checkout. */
  amount: string;
  totalRefunded: string;
  currency: string;
  /** Of the order. */
  status: Order["status"];
  problem: Order["problem"];
};

const ROUNDS = 8;

/**
 * Refunds a payment, in full or in part. Repeatable under its reference: the vendor is asked once, however often it is
 * called, and by whom. Only an administrator's `confirm` has an unknown one sent again.
 *
 * @throws OrderError
 */
export async function refundPayment(deps: RefundDependencies, command: RefundCommand): Promise<RefundAnswer> {
  const { orderId, referenceId } = command;
  for (let round = 0; round < ROUNDS; round += 1) {
    const snapshot = await deps.orders.read(orderId);
    if (!isPresent(snapshot)) throw new OrderError("not-found", NO_SUCH_ORDER);
    const record = await deps.orders.readRefund(orderId, referenceId);
    const done =
      record && record.state !== "not_processed" ? await repeat(deps, snapshot, record, command) : null;
    if (done) return done;
    if (record && record.state !== "not_processed") continue;
    if (await begin(deps, snapshot, command)) return answer(deps, command);
  }
  throw new OrderError("aborted", `Order ${orderId} is being changed by too many at once. Call again.`);
}

const isPresent = (snapshot: OrderSnapshot): snapshot is ExistingOrder => snapshot.order !== null;

/** Locks and sends a new refund; false when another writer was first. */
async function begin(
  deps: RefundDependencies,
  snapshot: ExistingOrder,
  command: RefundCommand,
): Promise<boolean> {
  const { order, orderId } = snapshot;
  if (order.refund) {
    const { referenceId, state } = order.refund;
    const message = `Refund ${referenceId} of this order is not settled yet (${state}). One refund at a time.`;
    throw new OrderError("failed-precondition", message);
  }
  const checkoutId = await reconciling(deps, order, () => chooseCheckout(order, command.checkoutId));
  const fresh = await freshRead(deps, snapshot, checkoutId);
  const plan = () => planRefund(order, command, checkoutId, fresh, deps.settings);
  const planned = await reconciling(deps, order, plan, checkoutId);
  if (!(await deps.orders.commit(snapshot, planned.write))) return false;
  await send(deps, orderId, command.reason, planned);
  return true;
}

/** What a repeated call does: looks, and sends again only what an administrator confirms. Null: decide anew. */
async function repeat(
  deps: RefundDependencies,
  snapshot: ExistingOrder,
  record: RefundRecord,
  command: RefundCommand,
): Promise<RefundAnswer | null> {
  requireSameRefund(record, command);
  if (command.confirm && !command.by.admin) {
    throw new OrderError("permission-denied", "To send a refund again needs the role admin.");
  }
  const lock = snapshot.order.refund?.referenceId === command.referenceId ? snapshot.order.refund : null;
  if (lock?.state === "unknown" && command.confirm) {
    const fresh = await freshRead(deps, snapshot, lock.checkoutId);
    const { write, planned } = planResend(snapshot.order, lock, command, fresh);
    if (!(await deps.orders.commit(snapshot, write))) return null;
    if (planned) await send(deps, snapshot.orderId, command.reason, planned);
  } else if (lock) {
    await lookUp(deps, snapshot.orderId, lock.checkoutId);
  }
  return answer(deps, command);
}

async function freshRead(
  { pointcheckout }: RefundDependencies,
  { readTime }: ExistingOrder,
  checkoutId: CheckoutId,
): Promise<FreshRead> {
  return { remote: await readNow(() => pointcheckout.getCheckout(checkoutId)), observedAt: readTime };
}

/** What is refused may be refused because the vendor knows more than the order: it is looked up, too. */
async function reconciling<T>(
  deps: RefundDependencies,
  order: Order,
  plan: () => T,
  checkoutId: CheckoutId | null = presentAttempt(order)?.[0] ?? null,
): Promise<T> {
  try {
    return plan();
  } catch (error) {
    if (error instanceof OrderError && checkoutId !== null) {
      await lookUp(deps, order.orderId, checkoutId);
      deps.log.info("refund.not_begun", { orderId: order.orderId, checkoutId, code: error.code });
    }
    throw error;
  }
}

/** Sends the one POST of a lock, then reads the result. */
async function send(
  deps: RefundDependencies,
  orderId: string,
  reason: string,
  { lock, amount, requestId }: PlannedRefund,
): Promise<void> {
  const { referenceId, checkoutId } = lock;
  // A process that stood still may wake when the refund has long counted as unknown and was sent by somebody else.
  if (!deps.hasTimeLeft()) return;
  try {
    // References are an order's own: with the request id, no two refunds of the account have the same.
    const vendorReference = `${requestId}:${referenceId}`;
    await deps.pointcheckout.refundCheckout(checkoutId, {
      amount,
      note: reason,
      referenceId: vendorReference,
    });
    deps.log.info("refund.accepted", { orderId, checkoutId, referenceId });
  } catch (error) {
    if (!(error instanceof PointCheckoutError)) throw error;
    deps.log.warn("refund.not_accepted", { orderId, checkoutId, referenceId, reason: error.message });
    if (!error.ambiguous) {
      await changeOrder(deps.orders, await deps.orders.read(orderId), ({ order, readTime }) =>
        order ? recordRefusal(order, lock, error, readTime) : null,
      );
    }
  }
  await lookUp(deps, orderId, checkoutId);
}

/** @throws OrderError when the vendor refused */
async function answer(
  { orders }: RefundDependencies,
  { orderId, referenceId }: RefundCommand,
): Promise<RefundAnswer> {
  const { order } = await orders.read(orderId);
  const record = await orders.readRefund(orderId, referenceId);
  if (!order || !record) throw new OrderError("not-found", NO_SUCH_ORDER);
  const { state, checkoutId, amount, vendorMessage, askedAt } = record;
  const attempt = order.attempts[checkoutId];
  if (state === "refused") {
    const advice = adviseOnRefusal({ vendorMessage, paidAt: attempt?.paidAt ?? null, askedAt });
    const message = `PointCheckout refused the refund: ${vendorMessage ?? "no reason given"} ${advice}`;
    throw new OrderError("failed-precondition", message.trimEnd());
  }
  if (state === "abandoned") {
    const message = `An administrator decided that refund ${referenceId} was not made. Use another reference.`;
    throw new OrderError("failed-precondition", message);
  }
  if (state === "not_processed") {
    throw new OrderError(
      "unavailable",
      "PointCheckout turned the refund away unseen. Call again with the same reference.",
    );
  }
  const minor = attempt?.totalRefundedMinor ?? 0;
  return {
    orderId,
    referenceId,
    checkoutId,
    state,
    amount: toDecimalText(amount),
    totalRefunded: toDecimalText({ ...amount, minor }),
    currency: amount.currency,
    status: order.status,
    problem: order.problem,
  };
}

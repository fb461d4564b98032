import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { RecordSettings } from "../orders/link/record-link.js";
import type { Attempt } from "../orders/model/attempt.js";
import { changeAttempts, listAttempts, type Order, type OrderPatch } from "../orders/model/order.js";
import { dueRequests } from "../orders/model/request.js";
import { changeOrder } from "../orders/store/change-order.js";
import type { ExistingOrder, OrderStore, OrderWrite } from "../orders/store/order-store.js";
import { mustNotBePaid } from "../orders/transition/derive.js";
import type { PointCheckoutClient } from "../pointcheckout/client.js";
import { failureOf, PointCheckoutError } from "../pointcheckout/errors.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import { addMilliseconds, type Instant, isDue } from "../shared/instant.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import type { CallTime } from "../shared/time-for.js";
import { settleRequest } from "./settle-request.js";
import { stuckReason } from "./stuck.js";

export type SweepDependencies = CallTime & {
  orders: OrderStore;
  pointcheckout: Pick<PointCheckoutClient, "searchCheckouts" | "cancelCheckout">;
  settings: RecordSettings & {
    limit: number;
    /** Between two orders; ms. A backlog must not reach the vendor at once. */
    paceMs: number;
  };
  log: Log;
};

/** In orders; `touched` in checkouts. */
const NOTHING_DONE = { due: 0, touched: 0, adopted: 0, reverted: 0, cancelled: 0, failed: 0 };
export type SweepReport = typeof NOTHING_DONE;

type Stuck = { orderId: string; reason: NonNullable<ReturnType<typeof stuckReason>> };

type Run = SweepDependencies & { now: Instant; report: SweepReport; stuck: Stuck[] };

const RETOUCH_MS = 2 * 60_000;
/** Delay of an order that failed, so that it does not block the queue; ms. */
const FAILED_RETRY_MS = 10 * 60_000;
const AT_ONCE = 8;
/** Orders may be large, and the limit may be thousands: all of them would not fit into the instance's memory. */
const PAGE = 100;

/**
 * Processes every order that is due at `now`: settles crashed creations, cancels links that must not be paid, touches
 * due checkouts and postpones them in the same batch. It never asks for a link, so no SMS leaves hours later.
 * @param now the schedule's own time
 */
export async function sweep(deps: SweepDependencies, now: Instant): Promise<SweepReport> {
  const report = { ...NOTHING_DONE };
  const run: Run = { ...deps, pointcheckout: stopAfterOutage(deps.pointcheckout), now, report, stuck: [] };
  const queue = readDue(run);
  const work = async () => {
    for await (const snapshot of queue) {
      if (!deps.hasTimeLeft()) return;
      await asCanonicalLine(deps.log, () => sweepOne(run, snapshot));
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failure = ends.find((end) => end.status === "rejected");
  // A run that could read nothing is none: its absence is alerted.
  if (!failure || report.due > 0) logRun(run);
  if (failure) throw failure.reason;
  return report;
}

/** Gives an order no sooner than the pace allows, however many ask. */
async function* readDue(run: Run): AsyncGenerator<ExistingOrder, void> {
  const { orders, settings, now, report, stuck, hasTimeLeft, sleep } = run;
  const read = new Set<string>();
  let pause: Promise<unknown> = Promise.resolve();
  while (hasTimeLeft()) {
    const room = settings.limit - read.size;
    // Those that are being worked on are found again.
    const asked = Math.min(PAGE, room) + (read.size > 0 ? AT_ONCE : 0);
    const { orders: found, isLast } = await orders.due(now, asked);
    const page = found.filter(({ orderId }) => !read.has(orderId)).slice(0, room);
    for (const { orderId, order } of page) {
      read.add(orderId);
      const reason = stuckReason(order, now);
      if (reason !== null) stuck.push({ orderId, reason });
    }
    report.due = read.size;
    for (const snapshot of page) {
      await pause;
      pause = sleep(settings.paceMs);
      yield snapshot;
    }
    // What could not be postponed is found again and again.
    const isBarred = page.length === 0 && found.length === asked;
    if (isLast || isBarred || read.size >= settings.limit) return;
  }
}

async function sweepOne(run: Run, snapshot: ExistingOrder): Promise<void> {
  const { log, report } = run;
  const { orderId } = snapshot;
  try {
    const touched = await sweepOrder(run, snapshot);
    const checkoutId = touched.length > 0 ? touched.join(" ") : null;
    log.info("sweep.order", { orderId, checkoutId, touched: touched.length });
  } catch (error) {
    report.failed += 1;
    await postpone(run, snapshot);
    log.error("sweep.order_failed", { orderId, reason: reasonOf(error) }, error);
  }
}

function logRun({ log, report, stuck }: Run): void {
  log[stuck.length > 0 ? "warn" : "info"]("sweep.done", { ...report, stuck: stuck.length, ...stuck[0] });
}

const MOST_FAILURES = 3;

/**
 * After some calls in a row met an unreachable vendor, the rest of the run makes none. One alone may fail for what it
 * asks, and must not keep the others waiting.
 */
function stopAfterOutage(
  pointcheckout: SweepDependencies["pointcheckout"],
): SweepDependencies["pointcheckout"] {
  let failures = 0;
  let last: unknown;
  const attempt = async <T>(call: () => Promise<T>): Promise<T> => {
    if (failures >= MOST_FAILURES) throw last;
    try {
      const result = await call();
      failures = 0;
      return result;
    } catch (error) {
      last = error;
      failures = error instanceof PointCheckoutError && error.retryable ? failures + 1 : 0;
      throw error;
    }
  };
  return {
    searchCheckouts: (filter) => attempt(() => pointcheckout.searchCheckouts(filter)),
    cancelCheckout: (checkoutId) => attempt(() => pointcheckout.cancelCheckout(checkoutId)),
  };
}

/** What fails every time must not stay first in the queue. */
async function postpone({ orders, log, now }: Run, snapshot: ExistingOrder): Promise<void> {
  try {
    const { order, readTime: at } = snapshot;
    const patch = postponedPatch(order, now, addMilliseconds(now, FAILED_RETRY_MS));
    await orders.commit(snapshot, { patch, cause: { at, source: "sweep" } });
  } catch (error) {
    log.error("sweep.not_postponed", { orderId: snapshot.orderId, reason: reasonOf(error) }, error);
  }
}

function postponedPatch(order: Order, now: Instant, until: Instant): OrderPatch {
  const later = (at: Instant | null) => (isDue(at, now) ? until : at);
  const { refund } = order;
  return {
    attempts: changeAttempts(listAttempts(order), (one) => ({ ...one, nextCheckAt: later(one.nextCheckAt) })),
    requests: order.requests.map((request) => ({ ...request, searchAt: later(request.searchAt) })),
    refund: refund && { ...refund, nextCheckAt: later(refund.nextCheckAt) },
  };
}

async function sweepOrder(run: Run, due: ExistingOrder): Promise<CheckoutId[]> {
  const { orders, now, report } = run;
  let snapshot = due;
  // A found link is due from its read, which is later than the schedule's time.
  let until = now;
  for (const request of dueRequests(snapshot.order, now)) {
    const settled = await settleRequest(run, snapshot, request, now);
    if (!settled) return [];
    const { outcome } = settled;
    if (outcome === "adopted" || outcome === "reverted") report[outcome] += 1;
    snapshot = settled.snapshot;
    // The other searches wait, too.
    if (outcome === "not_searched") break;
    until = snapshot.readTime;
  }
  for (const [checkoutId, attempt] of dueAttempts(snapshot.order, until)) {
    if (mustNotBePaid(snapshot.order, checkoutId, attempt)) {
      await cancelDueLink(run, snapshot.orderId, checkoutId);
    }
  }
  // Another writer may have been first: what is still due is touched, what is done is not.
  const { before, isWritten } = await changeOrder(orders, snapshot, ({ order }) => {
    const attempts = order ? dueAttempts(order, until) : [];
    if (order && attempts.length > 0) return touchAll(order, attempts, now);
    // The query found a wrong date: the commit corrects it.
    return order && snapshot === due ? { patch: {}, cause: { at: now, source: "sweep" } } : null;
  });
  if (!isWritten || !before.order) return [];
  const touched = dueAttempts(before.order, until).map(([checkoutId]) => checkoutId);
  report.touched += touched.length;
  return touched;
}

const dueAttempts = (order: Order, now: Instant): [CheckoutId, Attempt][] =>
  listAttempts(order).filter(
    ([checkoutId, attempt]) => isDue(attempt.nextCheckAt, now) || isRefundDue(order, checkoutId, now),
  );

const isRefundDue = ({ refund }: Order, checkoutId: CheckoutId, now: Instant): boolean =>
  refund?.checkoutId === checkoutId && isDue(refund.nextCheckAt, now);

/** One batch: a touch without its postponement would repeat, a postponement without its touch would be lost. */
function touchAll(order: Order, due: readonly [CheckoutId, Attempt][], now: Instant): OrderWrite {
  const nextCheckAt = addMilliseconds(now, RETOUCH_MS);
  const patch: OrderPatch = { attempts: changeAttempts(due, (attempt) => ({ ...attempt, nextCheckAt })) };
  if (due.some(([id]) => isRefundDue(order, id, now)) && order.refund) {
    patch.refund = { ...order.refund, nextCheckAt };
  }
  return {
    patch,
    cause: { at: now, source: "sweep" },
    touches: due.map(([checkoutId]) => ({ checkoutId, touch: { by: "sweep" } })),
  };
}

async function cancelDueLink({ pointcheckout, report, log }: Run, orderId: string, checkoutId: CheckoutId) {
  const failure = await failureOf(pointcheckout.cancelCheckout(checkoutId));
  // The read after the touch finds out; the next sweep tries again.
  if (failure) return log.warn("link.not_cancelled", { orderId, checkoutId, reason: failure.message });
  report.cancelled += 1;
  log.info("link.cancelled", { orderId, checkoutId });
}

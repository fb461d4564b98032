import { isPaying } from "../../src/orders/model/attempt.js";
import { type Order, presentAttempt } from "../../src/orders/model/order.js";
import { OrderError } from "../../src/orders/model/order-error.js";
import type { OrderEventType } from "../../src/orders/model/order-event.js";
import { hasBeenPaid } from "../../src/orders/model/order-status.js";
import { leasedRequest } from "../../src/orders/model/request.js";
import { amountOf, isSameAmount } from "../../src/orders/model/stored-content.js";
import { deriveStatus, problemsOf } from "../../src/orders/transition/derive.js";
import { compareInstants } from "../../src/shared/instant.js";
import type { Money } from "../../src/shared/money.js";
import type { LedgerEntry } from "../memory/memory-vendor.js";
import { violated } from "./explore.js";
import { CANCEL, SENT_TO } from "./tasks.js";
import { ORDER_ID, type World } from "./world.js";

/** What holds whenever nobody is moving, recovered or not. */
export function checkAlways(world: World): void {
  world.versions.check();
  checkEvents(world);
  if (!world.isOperated) checkCallers(world);
  checkOperations(world);
  checkDelivered(world);
}

/** What holds once a further call has answered: no second link but one that the order knows to look for. */
export function checkAfterCall(world: World): void {
  checkAlways(world);
  const order = world.order();
  const sought = new Set(order?.requests.flatMap(({ requestId, searchAt }) => (searchAt ? [requestId] : [])));
  const live = world.vendor
    .payable()
    .filter(
      ({ id, request }) =>
        !order?.attempts[id]?.surplus && !(sought.has(request.requestId) && !order?.attempts[id]),
    );
  checkOneLink(order, live);
}

/** What holds once the sweep has looked and its touches were delivered: the order is what the vendor says. */
export function checkAfterSweep(world: World): void {
  checkAlways(world);
  const order = world.order();
  checkOneLink(order, world.vendor.payable());
  if (order === null) return;
  const lease = leasedRequest(order)?.lease;
  if (lease) violated(`the order is still ${order.status} under lease ${lease.id}`);
  for (const entry of world.vendor.ledger) checkMirrored(order, entry);
  const paid = world.vendor.ledger.filter((entry) => entry.paid);
  checkPaid(world, order, paid);
  if (paid.length === 0 && order.paidAt) violated("the order was paid by nobody");
  const twice = order.problem === "paid_twice" || order.problem === "amount_differs";
  if (paid.length > 1 && !twice && keepsTwo(paid)) violated("two payments are not reported");
}

/** Money for the order's amount pays it; any other is reported, and pays nothing. */
function checkPaid({ edits }: World, order: Order, paid: readonly LedgerEntry[]): void {
  const isFor = (entry: LedgerEntry, amount: Money | null) => isSameAmount(entry.request.amount, amount);
  const present = amountOf(order.content);
  if (paid.some((entry) => isFor(entry, present)) && !showsMoney(order))
    violated(`a payment was lost: the order is ${order.status}`);
  const codes = [...problemsOf(order).values()].map(({ code }) => code);
  if (paid.length > 0 && !showsMoney(order) && !codes.includes("amount_differs"))
    violated(`money for another amount is not reported: the order is ${order.status}`);
  const couldPay = (entry: LedgerEntry) =>
    isFor(entry, present) ||
    edits.some(({ ended, at }) => isFor(entry, ended) && compareInstants(entry.changedAt, at) < 0);
  if (order.paidAt && paid.length > 0 && !paid.some(couldPay))
    violated("the order was paid for another amount");
}

const showsMoney = (order: Order): boolean =>
  order.paidAt !== null && Object.values(order.attempts).some(isPaying);

const keepsTwo = (paid: readonly LedgerEntry[]): boolean =>
  paid.filter(({ status }) => status !== "REFUNDED").length > 1;

/** At most one link can be paid; none beside a payment; and the one is the order's own. */
function checkOneLink(order: Order | null, live: readonly LedgerEntry[]): void {
  if (live.length > 1) violated(`${live.length} live links: ${live.map(({ id }) => id).join(", ")}`);
  const [link] = live;
  if (link && (!order || presentAttempt(order)?.[0] !== link.id))
    violated(`the live link ${link.id} is not the order's present one`);
}

/** Every checkout of the ledger is an attempt of the order, and stands as the vendor has it. */
function checkMirrored(order: Order, { id, status, refundedMinor }: LedgerEntry): void {
  const attempt = order.attempts[id];
  if (!attempt) violated(`checkout ${id} (${status}) is unknown to the order`);
  const known = `${attempt.status} ${attempt.totalRefundedMinor}`;
  if (known !== `${status} ${refundedMinor}`)
    violated(`checkout ${id} is ${status} ${refundedMinor}, the order has ${known}`);
}

const RECURRING: ReadonlySet<OrderEventType> = new Set([
  "order.link_refused",
  "order.problem",
  "order.problem_resolved",
  "order.reopened",
]);

/** Each event once: numbered without gaps, none twice, and those that the order's state implies all there. */
function checkEvents(world: World): void {
  const order = world.order();
  if (order && deriveStatus(order) !== order.status)
    violated(`the order is ${order.status}, its attempts make it ${deriveStatus(order)}`);
  const events = world.database.events.get(ORDER_ID) ?? [];
  for (const [index, { id }] of events.entries()) {
    if (Number(id) !== index + 1) violated(`fact ${index + 1} has the number ${id}`);
  }
  if (order && order.eventCount !== events.length)
    violated(`${events.length} facts, ${order.eventCount} counted`);
  const seen = new Set<string>();
  for (const { type, checkoutId, totalRefundedMinor } of events) {
    const fact = `${type} of ${checkoutId ?? "the order"} (${totalRefundedMinor ?? "-"} refunded)`;
    const mayRecur = RECURRING.has(type) || type.startsWith("operation.");
    if (seen.has(fact) && !mayRecur) violated(`an event is repeated: ${fact}`);
    seen.add(fact);
  }
  const eventsOf = (type: OrderEventType) => events.filter((event) => event.type === type);
  const expected = order?.paidAt ? 1 : 0;
  if (eventsOf("order.paid").length !== expected)
    violated(`order.paid is there ${eventsOf("order.paid").length} times, not ${expected}`);
  for (const [id, { status, totalRefundedMinor }] of Object.entries(order?.attempts ?? {})) {
    if (!eventsOf("order.link_created").some(({ checkoutId }) => checkoutId === id))
      violated(`link ${id} has no event`);
    const refunds = [...eventsOf("order.partially_refunded"), ...eventsOf("order.refunded")];
    const isReported = refunds.some(
      (event) => event.checkoutId === id && event.totalRefundedMinor === totalRefundedMinor,
    );
    if (hasBeenPaid(status) && totalRefundedMinor > 0 && !isReported)
      violated(`the refund of ${id} has no event`);
  }
}

/** All who were given a link were given the same, unless it has ended since; and nobody met with a defect. */
function checkCallers(world: World): void {
  for (const { task, ending } of world.calls) {
    if (
      ending.kind === "threw" &&
      ending.error instanceof OrderError &&
      ending.error.code === "invalid-argument"
    )
      violated(`${task} was refused: its input is wrong`);
  }
  const given = new Set(world.links().map(({ checkoutId }) => checkoutId));
  const amount = amountOf(world.order()?.content ?? { amount: null });
  const good = world.vendor.ledger.filter(
    ({ id, lapsed, request }) => given.has(id) && !lapsed && isSameAmount(request.amount, amount),
  );
  if (good.length > 1) violated(`callers were given different links: ${good.map(({ id }) => id).join(", ")}`);
  const cancelled = good.find(({ status }) => status === "CANCELLED");
  if (cancelled && !world.vendor.ledger.some(({ paid }) => paid))
    violated(`the link that callers have was cancelled: ${cancelled.id}`);
}

/** Nothing is called cancelled that can be paid, and no message goes where nobody had it sent. */
function checkOperations({ operations, vendor }: World): void {
  for (const { task, ending, live } of operations) {
    if (task === CANCEL && ending.kind === "returned" && live.length > 0)
      violated(`the link was called cancelled, and ${live.join(", ")} can be paid`);
  }
  for (const { request } of vendor.ledger) {
    const phone = request.customer?.phone;
    if (request.sendSms && phone !== SENT_TO) violated(`an SMS went to ${phone}`);
  }
}

/** A touch that was delivered after the last change of its checkout shows that change, without any sweep. */
function checkDelivered(world: World): void {
  const order = world.order();
  for (const { touch, outcome } of world.deliveries) {
    if (outcome === "failed" || outcome === "missing") continue;
    const entry = world.vendor.ledger.find(({ id }) => id === touch.checkoutId);
    if (order && entry && compareInstants(entry.changedAt, touch.touchedAt) <= 0) checkMirrored(order, entry);
  }
}

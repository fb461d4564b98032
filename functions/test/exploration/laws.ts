import { hasBeenPaid, isPaying } from "../../src/orders/model/attempt.js";
import { type Order, presentAttempt } from "../../src/orders/model/order.js";
import { OrderError } from "../../src/orders/model/order-error.js";
import type { OrderEventType } from "../../src/orders/model/order-event.js";
import { leasedRequest } from "../../src/orders/model/request.js";
import { amountOf, isSameAmount } from "../../src/orders/model/stored-content.js";
import { deriveStatus, problemsOf } from "../../src/orders/transition/derive.js";
import { compareInstants } from "../../src/shared/instant.js";
import type { Money } from "../../src/shared/money.js";
import type { LedgerEntry } from "../memory/memory-vendor.js";
import { LawBroken } from "./explore.js";
import { ORDER_ID, type World } from "./world.js";

/** What holds whenever nobody is moving, recovered or not. */
export function checkAlways(world: World): void {
  world.versions.check();
  checkFacts(world);
  checkCallers(world);
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
  if (lease) broken(`the order is still ${order.status} under lease ${lease.id}`);
  for (const entry of world.vendor.ledger) checkMirrored(order, entry);
  const paid = world.vendor.ledger.filter((entry) => entry.paid);
  checkPaid(world, order, paid);
  if (paid.length === 0 && order.paidAt) broken("the order was paid by nobody");
  const twice = order.problem === "paid_twice" || order.problem === "amount_differs";
  if (paid.length > 1 && !twice && keepsTwo(paid)) broken("nobody is told of two payments");
}

/** Money for the order's amount pays it; any other is told, and pays nothing. */
function checkPaid({ edits }: World, order: Order, paid: readonly LedgerEntry[]): void {
  const isFor = (entry: LedgerEntry, amount: Money | null) => isSameAmount(entry.request.amount, amount);
  const present = amountOf(order.content);
  if (paid.some((entry) => isFor(entry, present)) && !showsMoney(order))
    broken(`a payment was lost: the order is ${order.status}`);
  const codes = [...problemsOf(order).values()].map(({ code }) => code);
  if (paid.length > 0 && !showsMoney(order) && !codes.includes("amount_differs"))
    broken(`nobody is told of money for another amount: the order is ${order.status}`);
  const couldPay = (entry: LedgerEntry) =>
    isFor(entry, present) ||
    edits.some(({ ended, at }) => isFor(entry, ended) && compareInstants(entry.changedAt, at) < 0);
  if (order.paidAt && paid.length > 0 && !paid.some(couldPay))
    broken("the order was paid for another amount");
}

const showsMoney = (order: Order): boolean =>
  order.paidAt !== null && Object.values(order.attempts).some(isPaying);

const keepsTwo = (paid: readonly LedgerEntry[]): boolean =>
  paid.filter(({ status }) => status !== "REFUNDED").length > 1;

/** At most one link can be paid; none beside a payment; and the one is the order's own. */
function checkOneLink(order: Order | null, live: readonly LedgerEntry[]): void {
  if (live.length > 1) broken(`${live.length} live links: ${live.map(({ id }) => id).join(", ")}`);
  const [link] = live;
  if (link && (!order || presentAttempt(order)?.[0] !== link.id))
    broken(`the live link ${link.id} is not the order's present one`);
}

/** Every checkout of the ledger is an attempt of the order, and stands as the vendor has it. */
function checkMirrored(order: Order, { id, status, refundedMinor }: LedgerEntry): void {
  const attempt = order.attempts[id];
  if (!attempt) broken(`checkout ${id} (${status}) is unknown to the order`);
  const known = `${attempt.status} ${attempt.totalRefundedMinor}`;
  if (known !== `${status} ${refundedMinor}`)
    broken(`checkout ${id} is ${status} ${refundedMinor}, the order has ${known}`);
}

/** What may become true again. */
const RECURRING: ReadonlySet<OrderEventType> = new Set([
  "order.link_refused",
  "order.problem",
  "order.problem_resolved",
  "order.reopened",
]);

/** Each fact once: numbered without gaps, none told twice, and those that the order's state implies all there. */
function checkFacts(world: World): void {
  const order = world.order();
  if (order && deriveStatus(order) !== order.status)
    broken(`the order is ${order.status}, its attempts make it ${deriveStatus(order)}`);
  const events = world.database.events.get(ORDER_ID) ?? [];
  for (const [index, { id }] of events.entries()) {
    if (Number(id) !== index + 1) broken(`fact ${index + 1} has the number ${id}`);
  }
  if (order && order.eventCount !== events.length)
    broken(`${events.length} facts, ${order.eventCount} counted`);
  const seen = new Set<string>();
  for (const { type, checkoutId, totalRefundedMinor } of events) {
    const fact = `${type} of ${checkoutId ?? "the order"} (${totalRefundedMinor ?? "-"} refunded)`;
    if (seen.has(fact) && !RECURRING.has(type)) broken(`a fact was told twice: ${fact}`);
    seen.add(fact);
  }
  const told = (type: OrderEventType) => events.filter((event) => event.type === type);
  const expected = order?.paidAt ? 1 : 0;
  if (told("order.paid").length !== expected)
    broken(`order.paid was told ${told("order.paid").length} times, not ${expected}`);
  for (const [id, { status, totalRefundedMinor }] of Object.entries(order?.attempts ?? {})) {
    if (!told("order.link_created").some(({ checkoutId }) => checkoutId === id))
      broken(`nobody was told of link ${id}`);
    const refunds = [...told("order.partially_refunded"), ...told("order.refunded")];
    const isTold = refunds.some(
      (event) => event.checkoutId === id && event.totalRefundedMinor === totalRefundedMinor,
    );
    if (hasBeenPaid(status) && totalRefundedMinor > 0 && !isTold)
      broken(`nobody was told of the refund of ${id}`);
  }
}

/** All who were given a link were given the same, unless it has ended since; and nobody met with a defect. */
function checkCallers(world: World): void {
  for (const { actor, ending } of world.calls) {
    if (
      ending.kind === "threw" &&
      ending.error instanceof OrderError &&
      ending.error.code === "invalid-argument"
    )
      broken(`${actor} was told that its input is wrong`);
  }
  const given = new Set(world.links().map(({ checkoutId }) => checkoutId));
  const amount = amountOf(world.order()?.content ?? { amount: null });
  const good = world.vendor.ledger.filter(
    ({ id, lapsed, request }) => given.has(id) && !lapsed && isSameAmount(request.amount, amount),
  );
  if (good.length > 1) broken(`callers were given different links: ${good.map(({ id }) => id).join(", ")}`);
  const taken = good.find(({ status }) => status === "CANCELLED");
  if (taken && !world.vendor.ledger.some(({ paid }) => paid))
    broken(`the link that callers have was taken back: ${taken.id}`);
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

function broken(law: string): never {
  throw new LawBroken(law);
}

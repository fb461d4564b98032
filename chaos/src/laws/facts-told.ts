import type { EventDocument } from "../facts/documents.js";
import { isMoney } from "../facts/facts.js";
import type { Law } from "./law.js";

/** Facts that come true for an order, or for one of its links, at most once. */
const ONCE_PER_ORDER: ReadonlySet<string> = new Set(["order.paid"]);
const ONCE_PER_LINK: ReadonlySet<string> = new Set(["order.link_created", "order.paid_twice"]);
/** Facts about a link that may come true again, but only after another of them did. */
const STATES: ReadonlySet<string> = new Set([
  "order.reopened",
  "order.authorized",
  "order.pending_confirmation",
  "order.failed",
  "order.cancelled",
  "order.expired",
  "order.partially_refunded",
  "order.refunded",
  "order.refund_reversed",
  "order.charged_back",
  "order.chargeback_lifted",
]);

/** Each fact is told exactly once. */
export const toldOnce: Law = {
  name: "events per fact",
  breaches: ({ events, order }) => [
    ...repeated(events),
    ...repeatedStates(events),
    ...(order ? untold(order.status, Object.keys(order.attempts ?? {}), events) : []),
  ],
};

function repeated(events: readonly EventDocument[]): string[] {
  const told = new Map<string, number>();
  for (const event of events) {
    const key = keyOf(event);
    if (key !== null) told.set(key, (told.get(key) ?? 0) + 1);
  }
  return [...told].filter(([, times]) => times > 1).map(([key, times]) => `${key} was told ${times} times`);
}

/** Under which name an event is a fact that cannot come true twice; null when it can. */
function keyOf({ type, checkoutId, detail, at }: EventDocument): string | null {
  if (ONCE_PER_ORDER.has(type)) return type;
  if (ONCE_PER_LINK.has(type)) return `${type} of ${checkoutId}`;
  if (STATES.has(type)) return null;
  // The rest may come and go; one look still tells each of them once.
  return `${type} of ${checkoutId} (${detail}) as seen at ${at}`;
}

function repeatedStates(events: readonly EventDocument[]): string[] {
  const last = new Map<string | null, EventDocument>();
  const breaches: string[] = [];
  for (const event of events) {
    if (!STATES.has(event.type)) continue;
    const before = last.get(event.checkoutId);
    const same = before?.type === event.type && before.totalRefundedMinor === event.totalRefundedMinor;
    if (same)
      breaches.push(`${event.type} of ${event.checkoutId} was told again by ${event.id}, without a change`);
    last.set(event.checkoutId, event);
  }
  return breaches;
}

/** What has to have been told, given how the order stands. */
function untold(status: string, checkoutIds: readonly string[], events: readonly EventDocument[]): string[] {
  const isTold = (type: string, checkoutId?: string) =>
    events.some(
      (event) => event.type === type && (checkoutId === undefined || event.checkoutId === checkoutId),
    );
  const served = status === "PAID" || status === "PARTIALLY_REFUNDED";
  return [
    ...(served && !isTold("order.paid") ? [`it is ${status}, and order.paid was never told`] : []),
    ...checkoutIds
      .filter((id) => !isTold("order.link_created", id))
      .map((id) => `order.link_created of ${id} was never told`),
  ];
}

/** The history has no gaps, and each fact begins where the one before it ended. */
export const unbrokenHistory: Law = {
  name: "history",
  breaches: ({ events, order }) => {
    const breaches = events.flatMap(({ id }, index) =>
      Number(id) === index + 1 ? [] : [`event ${id} is in place ${index + 1}`],
    );
    if (order && (order.eventCount ?? 0) !== events.length)
      breaches.push(`it counts ${order.eventCount} events, and has ${events.length}`);
    for (const [index, event] of events.entries()) {
      const before = events[index - 1];
      // Asking for a link is no fact: whatever came before, the next may begin at CREATING.
      if (!before || event.from === "CREATING" || event.from === before.to) continue;
      const together = event.writtenAt === before.writtenAt && event.from === before.from;
      if (!together)
        breaches.push(`${event.id} begins at ${event.from}, after ${before.id} ended at ${before.to}`);
    }
    const last = events.at(-1);
    if (order && last && order.status !== "CREATING" && order.status !== last.to)
      breaches.push(`it is ${order.status}, and its last event ended at ${last.to}`);
    return breaches;
  },
};

/** Money does not un-happen: neither in the history nor in any version that was seen. */
export const neverUnpaid: Law = {
  name: "paid to unpaid",
  breaches: ({ events, versions }) => {
    const breaches = events
      .filter(({ from, to }) => isMoney(from) && !isMoney(to))
      .map(({ id, from, to }) => `event ${id} goes from ${from} to ${to}`);
    for (const [index, version] of versions.entries()) {
      const before = versions[index - 1];
      if (!before) continue;
      const at = `the version of ${version.updateTime}`;
      if (isMoney(before.status) && !isMoney(version.status))
        breaches.push(`${at} is ${version.status}, after ${before.status}`);
      if (before.paidAt !== null && version.paidAt !== before.paidAt)
        breaches.push(`${at} was paid at ${version.paidAt}, the one before at ${before.paidAt}`);
      for (const [id, status] of Object.entries(before.attempts)) {
        const now = version.attempts[id];
        if (isMoney(status) && (now === undefined || !isMoney(now)))
          breaches.push(`${at} has ${id} as ${now}, after ${status}`);
      }
    }
    return breaches;
  },
};

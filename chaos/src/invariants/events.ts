import { hasBeenPaid, type Invariant } from "../facts/facts.js";
import type { EventDocument, OrderDocument } from "../world/documents.js";

/** Facts that happen at most once to an order, or to one of its links. */
const ONCE_PER_ORDER: ReadonlySet<string> = new Set(["order.paid"]);
const ONCE_PER_LINK: ReadonlySet<string> = new Set(["order.link_created", "order.paid_twice"]);
/** Facts about a link that may happen again, but only after another one of these. */
const STATES: ReadonlySet<string> = new Set([
  ..."order.reopened order.authorized order.pending_confirmation order.failed order.cancelled".split(" "),
  ..."order.expired order.partially_refunded order.refunded order.refund_reversed".split(" "),
  ..."order.charged_back order.chargeback_lifted".split(" "),
]);

export const reportedOnce: Invariant = {
  name: "events per fact",
  breaches: ({ events, order }) => [
    ...repeated(events),
    ...repeatedStates(events),
    ...(order ? unreported(order, events) : []),
  ],
};

function repeated(events: readonly EventDocument[]): string[] {
  const counts = new Map<string, number>();
  for (const event of events) {
    const key = keyOf(event);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, times]) => times > 1).map(([key, times]) => `${key} occurs ${times} times`);
}

/** Names a fact that must not have two events; null when it may happen again. */
function keyOf({ type, checkoutId, detail, at }: EventDocument): string | null {
  if (ONCE_PER_ORDER.has(type)) return type;
  if (ONCE_PER_LINK.has(type)) return `${type} of ${checkoutId}`;
  if (STATES.has(type)) return null;
  // The rest may happen again, but one read reports each only once.
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
      breaches.push(`${event.type} of ${event.checkoutId} is repeated by ${event.id}, without a change`);
    last.set(event.checkoutId, event);
  }
  return breaches;
}

/** Events that are missing, given the order's status and links. */
function unreported({ status, attempts = {} }: OrderDocument, events: readonly EventDocument[]): string[] {
  const served = status === "PAID" || status === "PARTIALLY_REFUNDED";
  const isPaid = events.some(({ type }) => type === "order.paid");
  const created = events.filter(({ type }) => type === "order.link_created").map((one) => one.checkoutId);
  const missing = Object.keys(attempts).filter((id) => !created.includes(id));
  return [
    ...(served && !isPaid ? [`it is ${status}, and order.paid is missing`] : []),
    ...missing.map((id) => `order.link_created of ${id} is missing`),
  ];
}

/** The history has no gaps, and each event begins at the status at which the previous one ended. */
export const unbrokenHistory: Invariant = {
  name: "history",
  breaches: ({ events, order }) => {
    const breaches = events.flatMap(({ id }, index) =>
      Number(id) === index + 1 ? [] : [`event ${id} is in place ${index + 1}`],
    );
    if (order && (order.eventCount ?? 0) !== events.length)
      breaches.push(`it counts ${order.eventCount} events, and has ${events.length}`);
    for (const [index, event] of events.entries()) {
      const before = events[index - 1];
      // A request for a link has no event, so the next event may begin at CREATING.
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

/** A paid order never becomes unpaid: neither in its history nor in any version that was seen. */
export const neverUnpaid: Invariant = {
  name: "paid to unpaid",
  breaches: ({ events, versions }) => {
    const breaches = events
      .filter(({ from, to }) => hasBeenPaid(from) && !hasBeenPaid(to))
      .map(({ id, from, to }) => `event ${id} goes from ${from} to ${to}`);
    for (const [index, version] of versions.entries()) {
      const before = versions[index - 1];
      if (!before) continue;
      const at = `the version of ${version.updateTime}`;
      if (hasBeenPaid(before.status) && !hasBeenPaid(version.status))
        breaches.push(`${at} is ${version.status}, after ${before.status}`);
      if (before.paidAt !== null && version.paidAt !== before.paidAt)
        breaches.push(`${at} was paid at ${version.paidAt}, the one before at ${before.paidAt}`);
      for (const [id, status] of Object.entries(before.attempts)) {
        const now = version.attempts[id];
        if (hasBeenPaid(status) && (now === undefined || !hasBeenPaid(now)))
          breaches.push(`${at} has ${id} as ${now}, after ${status}`);
      }
    }
    return breaches;
  },
};

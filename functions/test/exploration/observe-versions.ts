import type { Order } from "../../src/orders/model/order.js";
import { hasBeenPaid } from "../../src/orders/model/order-status.js";
import { compareInstants } from "../../src/shared/instant.js";
import type { MemoryDatabase } from "../memory/memory-database.js";
import { readOrder } from "../memory/memory-order-store.js";
import { violated } from "./explore.js";

/** Every version that an order had, in order. */
export type Versions = { last: () => Order | null; check: () => void };

/** Keeps every version of an order, so that what must never happen is seen even if a later write covers it up. */
export function observeVersions(database: MemoryDatabase, orderId: string): Versions {
  const versions: Order[] = [];
  database.onOrderWritten = (written) => {
    if (written !== orderId) return;
    const document = database.orders.get(orderId);
    if (document) versions.push(readOrder(orderId, document));
  };
  const check = () => {
    for (const [index, now] of versions.entries()) {
      const before = versions[index - 1];
      if (before) checkStep(before, now);
    }
  };
  return { last: () => versions.at(-1) ?? null, check };
}

/** What no write may do to an order, whoever makes it. */
function checkStep(before: Order, now: Order): void {
  if (hasPaidAttempt(before) && !hasPaidAttempt(now))
    violated(`un-paid: ${before.status} became ${now.status}`);
  if (before.paidAt && (!now.paidAt || compareInstants(before.paidAt, now.paidAt) !== 0))
    violated("un-paid: paidAt was changed");
  if (now.eventCount < before.eventCount) violated("the count of events fell");
  for (const [id, attempt] of Object.entries(before.attempts)) {
    const after = now.attempts[id as keyof typeof now.attempts];
    if (!after) violated(`attempt ${id} was lost`);
    if (hasBeenPaid(attempt.status) && !hasBeenPaid(after.status)) violated(`attempt ${id} was un-paid`);
    if (
      attempt.observedAt &&
      (!after.observedAt || compareInstants(attempt.observedAt, after.observedAt) > 0)
    )
      violated(`attempt ${id} went back to an older observation`);
  }
}

const hasPaidAttempt = ({ attempts }: Order): boolean =>
  Object.values(attempts).some(({ status }) => hasBeenPaid(status));

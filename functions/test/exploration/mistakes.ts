import { type Order, presentAttempt } from "../../src/orders/model/order.js";
import type { OrderStore } from "../../src/orders/store/order-store.js";
import { addMilliseconds, compareInstants, type Instant } from "../../src/shared/instant.js";
import { PLAYS } from "./plays.js";
import type { Play } from "./scenario.js";
import type { Mistake } from "./world.js";

/** A mistake that somebody could make, the play that must find it, and the law that it breaks there. */
export type SeededMistake = { name: string; mistake: Mistake; play: Play; breaks: RegExp };

/** The same store, but for some methods; each is given the right one. */
const changed = (orders: OrderStore, methods: Partial<OrderStore>): OrderStore => ({
  read: (orderId) => orders.read(orderId),
  commit: (snapshot, write) => orders.commit(snapshot, write),
  due: (now, limit) => orders.due(now, limit),
  ...methods,
});

/** Every caller holds the same lease, so that comparing leases before recording or letting go decides nothing. */
const noLeaseCheck: Mistake = { newLeaseId: () => "lease" };

/** The trigger takes the time of its observation from its own clock, which is fast by a second. */
const processClock: Mistake = {
  inSteps: (orders, role) => {
    if (role !== "trigger") return orders;
    const read: OrderStore["read"] = async (orderId) => {
      const snapshot = await orders.read(orderId);
      return { ...snapshot, readTime: addMilliseconds(snapshot.readTime, 1000) };
    };
    return changed(orders, { read });
  },
};

/** The trigger takes the order's newest observation for that of the checkout that was touched. */
const coalescedByOrder: Mistake = {
  inSteps: (orders, role) => {
    if (role !== "trigger") return orders;
    const read: OrderStore["read"] = async (orderId) => {
      const snapshot = await orders.read(orderId);
      return { ...snapshot, order: snapshot.order && observedTogether(snapshot.order) };
    };
    return changed(orders, { read });
  },
};

function observedTogether(order: Order): Order {
  const times = Object.values(order.attempts).flatMap(({ observedAt }) => observedAt ?? []);
  const observedAt = times.toSorted(compareInstants).at(-1) ?? (null as Instant | null);
  const attempts = Object.entries(order.attempts).map(([id, attempt]) => [id, { ...attempt, observedAt }]);
  return { ...order, attempts: Object.fromEntries(attempts) };
}

/** What records a link is written over whatever version there is. */
const blindWrite: Mistake = {
  inOneStep: (orders) => {
    const commit: OrderStore["commit"] = async (snapshot, write) =>
      orders.commit(write.newCheckouts?.length ? await orders.read(snapshot.orderId) : snapshot, write);
    return changed(orders, { commit });
  },
};

/** The trigger takes what a link was made for as the order's amount, whatever that is by now. */
const amountIgnored: Mistake = {
  inSteps: (orders, role) => {
    if (role !== "trigger") return orders;
    const read: OrderStore["read"] = async (orderId) => {
      const snapshot = await orders.read(orderId);
      const { order } = snapshot;
      const amount = order && presentAttempt(order)?.[1].amount;
      return amount ? { ...snapshot, order: { ...order, content: { ...order.content, amount } } } : snapshot;
    };
    return changed(orders, { read });
  },
};

export const MISTAKES: readonly SeededMistake[] = [
  {
    name: "no lease check when a link is recorded",
    mistake: noLeaseCheck,
    play: PLAYS.lateHolderDoubling,
    breaks: /live links|unknown to the order|input is wrong|different links/,
  },
  {
    name: "the process's clock for observations",
    mistake: processClock,
    play: PLAYS.triggers,
    breaks: /the order has (PENDING|PAID) 0/,
  },
  {
    name: "touches coalesced by order instead of by attempt",
    mistake: coalescedByOrder,
    play: PLAYS.latePayment,
    breaks: /is PAID 0, the order has (PENDING|FAILED) 0/,
  },
  {
    name: "a link recorded without a condition on the version",
    mistake: blindWrite,
    play: PLAYS.lateHolder,
    breaks: /un-paid|older observation|told twice/,
  },
  {
    name: "money counted for an order whose amount has changed",
    mistake: amountIgnored,
    play: PLAYS.edited,
    breaks: /paid for another amount/,
  },
];

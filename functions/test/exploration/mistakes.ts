import { type Order, presentAttempt } from "../../src/orders/model/order.js";
import type { OrderSnapshot, OrderStore } from "../../src/orders/store/order-store.js";
import { addMilliseconds, compareInstants, type Instant } from "../../src/shared/instant.js";
import type { ScenarioName } from "./scenarios.js";
import type { Mistake } from "./world.js";

/** A mistake that somebody could make, the scenario that must find it, and the invariant that it violates there. */
type SeededMistake = { mistake: Mistake; scenario: ScenarioName; violates: RegExp };

/** The same store, but for some methods; each is given the right one. */
const changed = (orders: OrderStore, methods: Partial<OrderStore>): OrderStore => ({
  read: (orderId) => orders.read(orderId),
  commit: (snapshot, write) => orders.commit(snapshot, write),
  due: (now, limit) => orders.due(now, limit),
  ...methods,
});

/** A trigger that takes another for what it has read. */
const misreading =
  (misread: (snapshot: OrderSnapshot) => OrderSnapshot): Required<Mistake>["inSteps"] =>
  (orders, role) =>
    role === "trigger"
      ? changed(orders, { read: async (orderId) => misread(await orders.read(orderId)) })
      : orders;

/** Every caller holds the same lease, so that comparing leases before recording or releasing decides nothing. */
const noLeaseCheck: Mistake = { newLeaseId: () => "lease" };

/** The trigger takes the time of its observation from its own clock, which is fast by a second. */
const processClock: Mistake = {
  inSteps: misreading((snapshot) => {
    return { ...snapshot, readTime: addMilliseconds(snapshot.readTime, 1000) };
  }),
};

/** The trigger takes the order's newest observation for that of the checkout that was touched. */
const coalescedByOrder: Mistake = {
  inSteps: misreading((snapshot) => {
    return { ...snapshot, order: snapshot.order && observedTogether(snapshot.order) };
  }),
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
  inSteps: misreading((snapshot) => {
    const { order } = snapshot;
    const amount = order && presentAttempt(order)?.[1].amount;
    return amount ? { ...snapshot, order: { ...order, content: { ...order.content, amount } } } : snapshot;
  }),
};

export const MISTAKES: Readonly<Record<string, SeededMistake>> = {
  "no lease check when a link is recorded": {
    mistake: noLeaseCheck,
    scenario: "a late lease holder, another caller, a vendor that doubles",
    violates: /live links|unknown to the order|input is wrong|different links/,
  },
  "the process's clock for observations": {
    mistake: processClock,
    scenario: "a payment and a refund, every trigger delivered twice",
    violates: /the order has (PENDING|PAID) 0/,
  },
  "touches coalesced by order instead of by attempt": {
    mistake: coalescedByOrder,
    scenario: "a late payment of a failed link, beside the payment of its replacement",
    violates: /is PAID 0, the order has (PENDING|FAILED) 0/,
  },
  "a link recorded without a condition on the version": {
    mistake: blindWrite,
    scenario: "a late lease holder, another caller, a payment",
    violates: /un-paid|older observation|is repeated/,
  },
  "money counted for an order whose amount has changed": {
    mistake: amountIgnored,
    scenario: "a live link, an edited amount, a further call, a payment",
    violates: /paid for another amount/,
  },
};

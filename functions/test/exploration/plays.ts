import type { Actor } from "./actor.js";
import {
  actor,
  all,
  call,
  callers,
  change,
  customer,
  deleteCheckouts,
  edit,
  passLease,
  pay,
  settle,
  sweep,
} from "./cast.js";
import type { Play } from "./scenario.js";
import type { World } from "./world.js";

const DOUBLING = { acceptsDuplicates: true, searchLagMs: 0 };
const LAGGING = { acceptsDuplicates: false, searchLagMs: 30_000 };
const DOUBLING_AND_LAGGING = { acceptsDuplicates: true, searchLagMs: 30_000 };

/** An order whose first link failed and whose second one is live. */
async function replaced(world: World, one: Actor): Promise<void> {
  await call(world, one);
  await change("PENDING", "FAILED")(world, one);
  await settle(world, one);
  await call(world, one);
}

/** What is explored. The bounds are as wide as the time of a test run allows, and each play is explored to its end. */
export const PLAYS = {
  twoCallers: {
    name: "two callers, one new order",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    cast: callers(2),
  },
  twoCallersLosing: {
    name: "two callers, an answer of the vendor that is lost or late",
    bounds: { preemptions: 2, crashes: 1, faults: 1 },
    cast: callers(2),
  },
  twoCallersUntold: {
    name: "two callers, a write that is carried out and not acknowledged",
    bounds: { preemptions: 2, crashes: 1, faults: 1 },
    losesCommits: true,
    cast: callers(2),
  },
  losing: {
    name: "one caller, two answers lost or late, a vendor that doubles",
    bounds: { preemptions: 2, crashes: 1, faults: 2 },
    habits: DOUBLING,
    cast: callers(1),
  },
  lagging: {
    name: "two callers, a lost answer, a search that lags",
    bounds: { preemptions: 1, crashes: 1, faults: 1 },
    habits: LAGGING,
    cast: callers(2),
  },
  doublingAndLagging: {
    name: "two callers, a lost answer, a vendor that doubles, a search that lags",
    bounds: { preemptions: 1, crashes: 1, faults: 1 },
    habits: DOUBLING_AND_LAGGING,
    cast: callers(2),
  },
  twoLost: {
    name: "a link declined and replaced, answers lost for both",
    bounds: { preemptions: 0, crashes: 0, faults: 2 },
    habits: DOUBLING,
    cast: actor("caller", replaced),
  },
  edited: {
    name: "a live link, an edited amount, a further call, a payment",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    before: call,
    cast: all(actor("editor", edit), callers(1), customer),
  },
  editedWhileLost: {
    name: "a lost answer, an edited amount, a further call",
    bounds: { preemptions: 1, crashes: 0, faults: 1 },
    habits: LAGGING,
    cast: all(actor("caller", call, edit, passLease, call), customer),
  },
  deleted: {
    name: "a checkout document that is deleted, a payment",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    before: call,
    cast: all(actor("clean-up", deleteCheckouts), customer),
  },
  lateHolder: {
    name: "a late lease holder, another caller, a payment",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    cast: all(callers(1), actor("another", passLease, call), customer),
  },
  lateHolderDoubling: {
    name: "a late lease holder, another caller, a vendor that doubles",
    bounds: { preemptions: 2, crashes: 1, faults: 1 },
    habits: DOUBLING,
    cast: all(callers(1), actor("another", passLease, call)),
  },
  lateHolderReplaced: {
    name: "a late lease holder, a link declined and replaced",
    bounds: { preemptions: 1, crashes: 1, faults: 0 },
    habits: DOUBLING,
    cast: all(callers(1), actor("another", passLease, replaced)),
  },
  // No crash: a request sent after the last search for it, by a caller that then crashes, is found by nobody.
  lateAfterSearch: {
    name: "a lease holder so late that the sweep has searched already",
    bounds: { preemptions: 2, crashes: 0, faults: 1 },
    habits: DOUBLING,
    cast: all(callers(1), actor("another", passLease, call, passLease, sweep)),
  },
  sweptCreation: {
    name: "a caller, and a sweep that finds its lease run out",
    bounds: { preemptions: 2, crashes: 1, faults: 1 },
    cast: all(callers(1), actor("sweeper", passLease, sweep)),
  },
  triggers: {
    name: "a payment and a refund, every trigger delivered twice",
    bounds: { preemptions: 2, crashes: 0, faults: 0 },
    before: call,
    deliveries: 2,
    cast: actor("customer", pay, change("PAID", "PARTIALLY_REFUNDED", 400)),
  },
  triggersFailing: {
    name: "a payment and a refund, triggers that crash or cannot read or write",
    bounds: { preemptions: 2, crashes: 1, faults: 1 },
    before: call,
    losesCommits: true,
    cast: actor("customer", pay, change("PAID", "PARTIALLY_REFUNDED", 400)),
  },
  latePayment: {
    name: "a late payment of a failed link, beside the payment of its replacement",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    before: replaced,
    cast: all(actor("late customer", change("FAILED", "PAID")), customer),
  },
  paidAndSwept: {
    name: "a late payment of a failed link, and sweeps that take back its replacement",
    bounds: { preemptions: 2, crashes: 1, faults: 0 },
    before: replaced,
    cast: all(actor("late customer", change("FAILED", "PAID")), actor("sweeper", passLease, sweep)),
  },
} satisfies Record<string, Play>;

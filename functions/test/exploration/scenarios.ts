import type { ExploredScenario } from "./explorable.js";
import type { Task } from "./task.js";
import {
  call,
  callers,
  cancels,
  change,
  customer,
  deleteCheckouts,
  edit,
  passLease,
  pay,
  send,
  settle,
  sweep,
  task,
  together,
} from "./tasks.js";
import type { World } from "./world.js";

const DOUBLING = { acceptsDuplicates: true, searchLagMs: 0 };
const LAGGING = { acceptsDuplicates: false, searchLagMs: 30_000 };
const DOUBLING_AND_LAGGING = { acceptsDuplicates: true, searchLagMs: 30_000 };

const upTo = (preemptions: number, crashes: number, faults: number) => ({
  preemptions,
  crashes,
  faults,
});

async function replaced(world: World, one: Task): Promise<void> {
  await call(world, one);
  await change("PENDING", "FAILED")(world, one);
  await settle(world, one);
  await call(world, one);
}

const paidAndRefunded = task("customer", pay, change("PAID", "PARTIALLY_REFUNDED", 400));
const lateCustomer = task("late customer", change("FAILED", "PAID"));
const sweeper = task("sweeper", passLease, sweep);

/** What is explored, by name. The bounds are as wide as a test run's time allows; each is explored to its end. */
export const SCENARIOS = {
  "two callers, one new order": { bounds: upTo(2, 1, 0), tasks: callers(2) },
  "two callers, an answer of the vendor that is lost or late": { bounds: upTo(2, 1, 1), tasks: callers(2) },
  "two callers, a write that is carried out and not acknowledged": {
    bounds: upTo(2, 1, 1),
    losesCommits: true,
    tasks: callers(2),
  },
  "one caller, two answers lost or late, a vendor that doubles": {
    bounds: upTo(2, 1, 2),
    habits: DOUBLING,
    tasks: callers(1),
  },
  "two callers, a lost answer, a search that lags": {
    bounds: upTo(1, 1, 1),
    habits: LAGGING,
    tasks: callers(2),
  },
  "two callers, a lost answer, a vendor that doubles, a search that lags": {
    bounds: upTo(1, 1, 1),
    habits: DOUBLING_AND_LAGGING,
    tasks: callers(2),
  },
  "a link declined and replaced, answers lost for both": {
    bounds: upTo(0, 0, 2),
    habits: DOUBLING,
    tasks: task("caller", replaced),
  },
  "a live link, an edited amount, a further call, a payment": {
    bounds: upTo(2, 1, 0),
    before: call,
    tasks: together(task("editor", edit), callers(1), customer),
  },
  "a lost answer, an edited amount, a further call": {
    bounds: upTo(1, 0, 1),
    habits: LAGGING,
    tasks: together(task("caller", call, edit, passLease, call), customer),
  },
  "a checkout document that is deleted, a payment": {
    bounds: upTo(2, 1, 0),
    before: call,
    tasks: together(task("clean-up", deleteCheckouts), customer),
  },
  "a late lease holder, another caller, a payment": {
    bounds: upTo(2, 1, 0),
    tasks: together(callers(1), task("another", passLease, call), customer),
  },
  "a late lease holder, another caller, a vendor that doubles": {
    bounds: upTo(2, 1, 1),
    habits: DOUBLING,
    tasks: together(callers(1), task("another", passLease, call)),
  },
  "a late lease holder, a link declined and replaced": {
    bounds: upTo(1, 1, 0),
    habits: DOUBLING,
    tasks: together(callers(1), task("another", passLease, replaced)),
  },
  // No crash: a request sent after the last search for it, by a caller that then crashes, is found by nobody.
  "a lease holder so late that the sweep has searched already": {
    bounds: upTo(2, 0, 1),
    habits: DOUBLING,
    tasks: together(callers(1), task("another", passLease, call, passLease, sweep)),
  },
  "a caller, and a sweep that finds its lease run out": {
    bounds: upTo(2, 1, 1),
    tasks: together(callers(1), sweeper),
  },
  "a payment and a refund, every trigger delivered twice": {
    bounds: upTo(2, 0, 0),
    before: call,
    deliveries: 2,
    tasks: paidAndRefunded,
  },
  "a payment and a refund, triggers that crash or cannot read or write": {
    bounds: upTo(2, 1, 1),
    before: call,
    losesCommits: true,
    tasks: paidAndRefunded,
  },
  "a late payment of a failed link, beside the payment of its replacement": {
    bounds: upTo(2, 1, 0),
    before: replaced,
    tasks: together(lateCustomer, customer),
  },
  "a late payment of a failed link, and sweeps that cancel its replacement": {
    bounds: upTo(2, 1, 0),
    before: replaced,
    tasks: together(lateCustomer, sweeper),
  },
  "a cancellation beside a link that is sent, an answer that is lost or late": {
    bounds: upTo(1, 1, 1),
    before: call,
    tasks: together(cancels, task("sends", send)),
  },
  "a link that is sent, a call with another phone, a payment": {
    bounds: upTo(2, 1, 0),
    before: call,
    tasks: together(task("sends", send), callers(1), customer),
  },
} satisfies Record<string, ExploredScenario>;

export type ScenarioName = keyof typeof SCENARIOS;

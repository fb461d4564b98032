import { setTimeout as sleep } from "node:timers/promises";
import { FieldPath, Timestamp } from "firebase-admin/firestore";
import { documentIdOf } from "../../../functions/src/orders/model/order-id.js";
import { readCheckouts, readOrders } from "../facts/collect-facts.js";
import type { AuditDocument, OrderDocument } from "../facts/documents.js";
import { STAFF } from "./callables.js";
import type { Context } from "./context.js";
import { outstanding } from "./outstanding.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How the clock advances while orders settle, so that backed-off and hourly checks become due one after another. */
const STEPS_MS = [2, 5, 10, 30, 65, 65, 65, 65].map((minutes) => minutes * MINUTE);
/** After so many sweeps staff run an audit, too: it finds what no schedule is due to look at. */
const SWEEPS_BEFORE_AUDIT = 3;
const MOST_RUNS = 4;
const LOOK_MS = 250;
/** After this time without progress, unanswered touches have lost their trigger and wait for the sweep; ms. */
const STAGNANT_MS = 3_000;
/** Longer than the listener takes to re-read a document; ms. */
const CALM_MS = 2_500;
const TOUCHES_TIMEOUT_MS = 120_000;

/** Advances the clock and runs schedules until nothing is outstanding or all steps are done. @returns what is left */
export async function settle(context: Context): Promise<Map<string, string[]>> {
  let left = await listOutstanding(context);
  for (const [index, ms] of STEPS_MS.entries()) {
    if (left.size === 0) break;
    await context.clock.advance(ms);
    if (index >= SWEEPS_BEFORE_AUDIT) await auditByHand(context);
    await sweepOnce(context);
    left = await listOutstanding(context);
  }
  return left;
}

/** Runs the sweep and waits for its consequences. */
export async function sweepOnce(context: Context): Promise<void> {
  await context.schedules.run("sweepOrders");
  await answerTouches(context);
}

/** Staff run an audit; under faults it may be incomplete. */
export async function auditByHand({ callables }: Context): Promise<void> {
  await callables.call("runAudit", {}, STAFF);
}

/** Runs the next day's scheduled audit and waits for its consequences. @returns its result */
export async function auditNextDay(context: Context): Promise<AuditDocument> {
  await context.clock.advance(DAY);
  const auditId = context.clock.now().toISOString().slice(0, 10);
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    await context.schedules.run("auditOrders");
    const { state, gaps, counts, differences } = (
      await context.firestore.collection("audits").doc(auditId).get()
    ).data() as AuditDocument;
    if (state === "running") continue;
    await answerTouches(context);
    await settle(context);
    return { auditId, state, gaps, counts, differences };
  }
  throw new Error(`the audit ${auditId} was not finished by ${MOST_RUNS} runs`);
}

async function listOutstanding(context: Context): Promise<Map<string, string[]>> {
  const ledger = await context.simulator.ledger();
  const reasons = new Map<string, string[]>();
  for (const order of await readOrders(context)) {
    const own = ledger.filter(({ orderId }) => orderId === order.orderId);
    const found = outstanding(order, own);
    if (found.length > 0) reasons.set(order.orderId, found);
  }
  return reasons;
}

/** Waits until every touch was answered by a read of the vendor, or nothing changes any more. */
export async function answerTouches(context: Context): Promise<void> {
  const deadline = performance.now() + TOUCHES_TIMEOUT_MS;
  let before = "";
  let movedAt = performance.now();
  while (performance.now() < deadline) {
    const unanswered = await listUnanswered(context);
    if (unanswered.length === 0) return;
    const now = unanswered.join();
    if (now !== before) movedAt = performance.now();
    if (performance.now() - movedAt > STAGNANT_MS) return;
    before = now;
    await sleep(LOOK_MS);
  }
  throw new Error(`touches were still being answered after ${TOUCHES_TIMEOUT_MS / 1000} s`);
}

/** Waits until no notification and no touch is on its way. */
export async function calmDown(context: Context): Promise<void> {
  const deadline = performance.now() + TOUCHES_TIMEOUT_MS;
  let before = "";
  let movedAt = performance.now();
  while (performance.now() < deadline) {
    await answerTouches(context);
    const sending = (await context.simulator.notifications()).filter(({ outcome }) => outcome === "queued");
    const touched = (await readCheckouts(context)).map(({ updateTime }) => updateTime);
    const now = `${sending.length} ${touched.join()}`;
    if (now !== before || sending.length > 0) movedAt = performance.now();
    if (performance.now() - movedAt > CALM_MS) return;
    before = now;
    await sleep(LOOK_MS);
  }
  throw new Error(`it did not settle within ${TOUCHES_TIMEOUT_MS / 1000} s`);
}

async function listUnanswered(context: Context): Promise<string[]> {
  const [orders, checkouts] = await Promise.all([readOrders(context), readCheckouts(context)]);
  const attempts = new Map(orders.flatMap((order) => Object.entries(order.attempts ?? {})));
  return checkouts
    .filter(({ touches }) => touches > 0)
    .filter(({ checkoutId, updateTime }) => (attempts.get(checkoutId)?.observedAt ?? "") < updateTime)
    .map(({ checkoutId, updateTime }) => `${checkoutId} ${updateTime}`);
}

/** A little more than the ten minutes that two observations of a decrease have to lie apart. */
const AGREEMENT_MS = 10 * MINUTE + 1_000;

/**
 * Dates the first observation of each pending decrease back by ten minutes, because Firestore's own clock cannot be
 * advanced.
 *
 * @returns the orders that had one
 */
export async function ageDecreases(context: Context): Promise<string[]> {
  const waiting = (await readOrders(context)).flatMap(waitingDecreases);
  for (const { orderId, checkoutId, since } of waiting) {
    const path = new FieldPath("payment", "attempts", checkoutId, "decrease", "since");
    await context.firestore.collection("orders").doc(documentIdOf(orderId)).update(path, earlier(since));
  }
  return waiting.map(({ orderId }) => orderId);
}

function waitingDecreases({ orderId, attempts = {} }: OrderDocument) {
  return Object.entries(attempts).flatMap(([checkoutId, { decrease }]) =>
    decrease ? [{ orderId, checkoutId, since: decrease.since }] : [],
  );
}

const earlier = (since: string): Timestamp => Timestamp.fromMillis(Date.parse(since) - AGREEMENT_MS);

import { setTimeout as sleep } from "node:timers/promises";
import { FieldPath, Timestamp } from "firebase-admin/firestore";
import { documentIdOf } from "../../../functions/src/orders/model/order-id.js";
import { readCheckouts, readOrders } from "../facts/collect-facts.js";
import type { AuditDocument, OrderDocument } from "../facts/documents.js";
import { STAFF } from "./callables.js";
import { outstanding } from "./outstanding.js";
import type { Stage } from "./stage.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How time goes on while orders settle, so that backing off and hourly looks come due one after the other. */
const STEPS_MS = [2, 5, 10, 30, 65, 65, 65, 65].map((minutes) => minutes * MINUTE);
/** After so many sweeps somebody audits by hand, too: it finds what nobody is due to look at. */
const SWEEPS_BEFORE_AUDIT = 3;
const MOST_RUNS = 4;
const LOOK_MS = 250;
/** Nothing has moved for so long: what is unanswered now has lost its trigger, and waits for the sweep. */
const STAGNANT_MS = 3_000;
/** Longer than the listener takes to notice a document that it was not told of. */
const CALM_MS = 2_500;
const TOUCHES_TIMEOUT_MS = 120_000;

/** Lets time pass and schedules run until nothing is outstanding, so often at most. Gives what still is. */
export async function settle(stage: Stage): Promise<Map<string, string[]>> {
  let left = await listOutstanding(stage);
  for (const [index, ms] of STEPS_MS.entries()) {
    if (left.size === 0) break;
    await stage.clock.advance(ms);
    if (index >= SWEEPS_BEFORE_AUDIT) await auditByHand(stage);
    await sweepOnce(stage);
    left = await listOutstanding(stage);
  }
  return left;
}

/** One sweep, and whatever comes of it. */
export async function sweepOnce(stage: Stage): Promise<void> {
  await stage.schedules.run("sweepOrders");
  await answerTouches(stage);
}

/** Somebody has both sides compared at once; under faults it may come less far. */
export async function auditByHand({ callables }: Stage): Promise<void> {
  await callables.call("runAudit", {}, STAFF);
}

/** The next day's audit by schedule, and whatever comes of it. Gives how it ended. */
export async function auditNextDay(stage: Stage): Promise<AuditDocument> {
  await stage.clock.advance(DAY);
  const auditId = stage.clock.now().toISOString().slice(0, 10);
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    await stage.schedules.run("auditOrders");
    const { state, gaps, counts, differences } = (
      await stage.firestore.collection("audits").doc(auditId).get()
    ).data() as AuditDocument;
    if (state === "running") continue;
    await answerTouches(stage);
    await settle(stage);
    return { auditId, state, gaps, counts, differences };
  }
  throw new Error(`the audit ${auditId} was not finished by ${MOST_RUNS} runs`);
}

async function listOutstanding(stage: Stage): Promise<Map<string, string[]>> {
  const ledger = await stage.simulator.ledger();
  const reasons = new Map<string, string[]>();
  for (const order of await readOrders(stage)) {
    const own = ledger.filter(({ orderId }) => orderId === order.orderId);
    const found = outstanding(order, own);
    if (found.length > 0) reasons.set(order.orderId, found);
  }
  return reasons;
}

/** Waits until every touch has been answered by a look at the vendor, or nothing moves any more. */
export async function answerTouches(stage: Stage): Promise<void> {
  const deadline = performance.now() + TOUCHES_TIMEOUT_MS;
  let before = "";
  let movedAt = performance.now();
  while (performance.now() < deadline) {
    const unanswered = await listUnanswered(stage);
    if (unanswered.length === 0) return;
    const now = unanswered.join();
    if (now !== before) movedAt = performance.now();
    if (performance.now() - movedAt > STAGNANT_MS) return;
    before = now;
    await sleep(LOOK_MS);
  }
  throw new Error(`touches were still being answered after ${TOUCHES_TIMEOUT_MS / 1000} s`);
}

/** Waits until nothing is on its way any more: no announcement of the vendor's, no touch, no answer to one. */
export async function calmDown(stage: Stage): Promise<void> {
  const deadline = performance.now() + TOUCHES_TIMEOUT_MS;
  let before = "";
  let movedAt = performance.now();
  while (performance.now() < deadline) {
    await answerTouches(stage);
    const sending = (await stage.simulator.notifications()).filter(({ outcome }) => outcome === "queued");
    const touched = (await readCheckouts(stage)).map(({ updateTime }) => updateTime);
    const now = `${sending.length} ${touched.join()}`;
    if (now !== before || sending.length > 0) movedAt = performance.now();
    if (performance.now() - movedAt > CALM_MS) return;
    before = now;
    await sleep(LOOK_MS);
  }
  throw new Error(`it did not become calm within ${TOUCHES_TIMEOUT_MS / 1000} s`);
}

async function listUnanswered(stage: Stage): Promise<string[]> {
  const [orders, checkouts] = await Promise.all([readOrders(stage), readCheckouts(stage)]);
  const attempts = new Map(orders.flatMap((order) => Object.entries(order.attempts ?? {})));
  return checkouts
    .filter(({ touches }) => touches > 0)
    .filter(({ checkoutId, updateTime }) => (attempts.get(checkoutId)?.observedAt ?? "") < updateTime)
    .map(({ checkoutId, updateTime }) => `${checkoutId} ${updateTime}`);
}

/** Ten minutes and a little: what two looks at less money have to lie apart. */
const AGREEMENT_MS = 10 * MINUTE + 1_000;

/**
 * Lets ten minutes pass for every decrease of money that waits for its second look. They would have to pass on
 * Firestore's own clock, which cannot be moved; so the first look is dated back instead.
 *
 * @returns the orders that had one
 */
export async function ageDecreases(stage: Stage): Promise<string[]> {
  const waiting = (await readOrders(stage)).flatMap(waitingDecreases);
  for (const { orderId, checkoutId, since } of waiting) {
    const path = new FieldPath("payment", "attempts", checkoutId, "decrease", "since");
    await stage.firestore.collection("orders").doc(documentIdOf(orderId)).update(path, earlier(since));
  }
  return waiting.map(({ orderId }) => orderId);
}

function waitingDecreases({ orderId, attempts = {} }: OrderDocument) {
  return Object.entries(attempts).flatMap(([checkoutId, { decrease }]) =>
    decrease ? [{ orderId, checkoutId, since: decrease.since }] : [],
  );
}

const earlier = (since: string): Timestamp => Timestamp.fromMillis(Date.parse(since) - AGREEMENT_MS);

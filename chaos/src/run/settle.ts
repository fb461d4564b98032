import { setTimeout as sleep } from "node:timers/promises";
import { FieldPath, Timestamp } from "firebase-admin/firestore";
import { documentIdOf } from "../../../functions/src/shared/order-id.js";
import { readCheckouts, readOrders } from "../facts/collect-facts.js";
import { STAFF } from "../world/callables.js";
import type { Context } from "../world/context.js";
import type { AuditDocument } from "../world/documents.js";
import { outstanding } from "./outstanding.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How the clock advances while orders settle, so that backed-off and hourly checks become due one after another. */
const STEPS_MS = [2, 5, 10, 30, 65, 65, 65, 65].map((minutes) => minutes * MINUTE);
/** After so many sweeps staff run an audit, too: it finds what no schedule is due to look at. */
const SWEEPS_BEFORE_AUDIT = 3;
const MOST_RUNS = 4;
const LOOK_MS = 250;
/** After this time without progress, pending touches have lost their trigger and wait for the sweep; ms. */
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
  await context.runSchedule("sweepOrders");
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
    await context.runSchedule("auditOrders");
    const audit = (await context.firestore.doc(`audits/${auditId}`).get()).data() as AuditDocument;
    if (audit.state === "running") continue;
    await answerTouches(context);
    await settle(context);
    return { ...audit, auditId };
  }
  throw new Error(`the audit ${auditId} was not finished by ${MOST_RUNS} runs`);
}

async function listOutstanding(context: Context): Promise<Map<string, string[]>> {
  const ledger = await context.simulator.ledger();
  const reasons = (await readOrders(context)).map((order) => {
    const own = ledger.filter(({ orderId }) => orderId === order.orderId);
    return [order.orderId, outstanding(order, own)] as const;
  });
  return new Map(reasons.filter(([, found]) => found.length > 0));
}

/** Waits until every touch was answered by a read of the vendor, or nothing changes any more. */
export const answerTouches = (context: Context): Promise<void> =>
  waitForStillness(STAGNANT_MS, async () => {
    const pending = await listPendingTouches(context);
    return { seen: pending.join(), isDone: pending.length === 0 };
  });

/** Waits until no notification and no touch is on its way. */
export const calmDown = (context: Context): Promise<void> =>
  waitForStillness(CALM_MS, async () => {
    await answerTouches(context);
    const sending = (await context.simulator.notifications()).filter(({ outcome }) => outcome === "queued");
    const touched = (await readCheckouts(context)).map(({ updateTime }) => updateTime);
    return { seen: `${sending.length} ${touched.join()}`, isMoving: sending.length > 0 };
  });

/** Looks until it is done, or until it has seen the same for so long while nothing moves. */
async function waitForStillness(
  stillMs: number,
  look: () => Promise<{ seen: string; isDone?: boolean; isMoving?: boolean }>,
): Promise<void> {
  const deadline = performance.now() + TOUCHES_TIMEOUT_MS;
  let before = "";
  let movedAt = performance.now();
  while (performance.now() < deadline) {
    const { seen, isDone, isMoving } = await look();
    if (isDone) return;
    if (seen !== before || isMoving) movedAt = performance.now();
    if (performance.now() - movedAt > stillMs) return;
    before = seen;
    await sleep(LOOK_MS);
  }
  throw new Error(`it did not settle within ${TOUCHES_TIMEOUT_MS / 1000} s`);
}

async function listPendingTouches(context: Context): Promise<string[]> {
  const [orders, checkouts] = await Promise.all([readOrders(context), readCheckouts(context)]);
  const attempts = new Map(orders.flatMap((order) => Object.entries(order.attempts ?? {})));
  return checkouts
    .filter(({ touches }) => touches > 0)
    .filter(({ checkoutId, updateTime }) => (attempts.get(checkoutId)?.observedAt ?? "") < updateTime)
    .map(({ checkoutId, updateTime }) => `${checkoutId} ${updateTime}`);
}

/** A little more than the ten minutes that two observations of a decrease must be separated by. */
const AGREEMENT_MS = 10 * MINUTE + 1_000;

/**
 * Dates the first observation of each pending decrease back by ten minutes, because Firestore's own clock cannot be
 * advanced.
 *
 * @returns the orders that had one
 */
export async function ageDecreases(context: Context): Promise<string[]> {
  const aged: string[] = [];
  for (const { orderId, attempts = {} } of await readOrders(context))
    for (const [checkoutId, { decrease }] of Object.entries(attempts)) {
      if (!decrease) continue;
      const path = new FieldPath("payment", "attempts", checkoutId, "decrease", "since");
      const earlier = Timestamp.fromMillis(Date.parse(decrease.since) - AGREEMENT_MS);
      await context.firestore.collection("orders").doc(documentIdOf(orderId)).update(path, earlier);
      aged.push(orderId);
    }
  return aged;
}

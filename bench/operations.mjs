// What an order costs that is made by the callable and paid, with webhook and provider listener on: documents read and
// written, calls to the vendor, counted inside the functions' workers; and how many round trips to Firestore a
// createPaymentLink makes, one after the other. Uses the ports of `npm start`.
//   npm run bench:operations [-- --rounds 10] [--no-listener] [--json]
// "pushed" are documents that Firestore delivers to the listener because they changed; it bills them as reads. What the
// listener reads again from time to time is left out: it depends on time, not on orders.

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { waitUntil } from "../functions/test/support/wait-until.ts";
import { createCleanUp, stopOnSignal } from "../scripts/lib/clean-up.ts";
import { startEmulators } from "../scripts/lib/emulators.ts";
import { callScheduled } from "../scripts/lib/scheduler.ts";
import { startSimulator } from "../scripts/lib/servers.ts";
import { demoSuite, functionUrl, localEnvironment } from "../scripts/lib/suites.ts";
import { newLink, pay } from "./lib/links.mjs";

/**
 * @typedef {{ worker: string, method: string, began: number, ended: number,
 *   reads?: number, writes?: number, pushed?: number, vendorCalls?: number }} Operation
 */

/** Longer than any of the functions waits before it goes on. */
const quietMs = 5_000;
const kinds = /** @type {const} */ (["reads", "writes", "vendorCalls", "pushed"]);

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
    "no-listener": { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const suite = demoSuite();
const log = join(suite.workDir, "operations.jsonl");
const cleanUp = createCleanUp();
stopOnSignal(cleanUp);
try {
  rmSync(log, { force: true });
  const hook = fileURLToPath(new URL("./lib/count-operations.cjs", import.meta.url));
  process.env.OPERATIONS_LOG = log;
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --require "${hook}"`.trim();
  await startEmulators(suite, cleanUp);
  await startSimulator(suite, cleanUp, functionUrl(suite, "pointcheckoutWebhook"));
  Object.assign(process.env, localEnvironment(suite));
  if (!values["no-listener"]) await listen(functionUrl(suite, "listenToProvider"));

  await makeAndPay(1);
  const before = operations().length;
  const calls = await makeAndPay(rounds);
  report(operations().slice(before), calls);
} finally {
  await cleanUp.stop();
}

/**
 * Starts a run of the provider listener, which lasts longer than the measurement.
 *
 * @param {string} url
 */
async function listen(url) {
  const hangUp = new AbortController();
  cleanUp.add({ stop: () => hangUp.abort() });
  // Hung up, or ended with the emulators.
  callScheduled(url, new Date(), hangUp.signal).catch(() => undefined);
  await waitUntil("the listener to listen", async () =>
    operations().some(({ method }) => method === "Listen"),
  );
}

/**
 * Makes orders, one after the other, and has them paid once nothing happens any more.
 *
 * @param {number} count
 */
async function makeAndPay(count) {
  const { firestore } = await import("./lib/firestore.mjs");
  const links = [];
  const calls = [];
  for (let round = 0; round < count; round += 1) {
    const began = Date.now();
    links.push(await newLink());
    calls.push({ began, ended: Date.now() });
  }
  await quiet();
  for (const { checkoutId } of links) await pay(checkoutId);
  for (const { orderId } of links) {
    await waitUntil(`${orderId} to be paid`, async () => {
      const order = await firestore.doc(`orders/${orderId}`).get();
      return order.get("status") === "PAID";
    });
  }
  await quiet();
  return calls;
}

/** @returns {Operation[]} what has been noted so far, in the order of the ends */
function operations() {
  try {
    const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
    /** @type {Operation[]} */
    const noted = lines.map((line) => JSON.parse(line));
    return noted.filter(({ worker, method }) => worker !== "listenToProvider" || method !== "RunQuery");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function quiet() {
  let known = -1;
  for (let now = operations().length; now !== known; now = operations().length) {
    known = now;
    await sleep(quietMs);
  }
}

/**
 * @param {Operation[]} counted
 * @param {{ began: number, ended: number }[]} calls of createPaymentLink
 */
function report(counted, calls) {
  /** @type {Record<string, Record<string, number>>} */
  const perOrder = {};
  for (const worker of [...new Set(counted.map((one) => one.worker))].toSorted())
    perOrder[worker] = mean(counted.filter((one) => one.worker === worker));
  perOrder["per paid order"] = mean(counted);
  const roundTrips = calls.map((call) =>
    longestChain(
      counted.filter(
        ({ worker, method, began, ended }) =>
          worker === "createPaymentLink" && method !== "vendor" && began >= call.began && ended <= call.ended,
      ),
    ),
  );
  const result = { rounds, perOrder, createPaymentLinkRoundTrips: Math.max(...roundTrips) };
  if (values.json) {
    console.log(JSON.stringify(result));
    return;
  }
  console.table(perOrder);
  console.log(
    `createPaymentLink: at most ${result.createPaymentLinkRoundTrips} round trips to Firestore in sequence`,
  );
}

/** @param {Operation[]} counted */
function mean(counted) {
  const sum = (/** @type {(typeof kinds)[number]} */ kind) =>
    counted.reduce((total, one) => total + (one[kind] ?? 0), 0);
  return Object.fromEntries(kinds.map((kind) => [kind, Number((sum(kind) / rounds).toFixed(2))]));
}

/**
 * The most calls of which each began after the one before had ended.
 *
 * @param {Operation[]} calls
 */
function longestChain(calls) {
  let length = 0;
  let freeAt = 0;
  for (const { began, ended } of calls.toSorted((a, b) => a.ended - b.ended)) {
    if (began < freeAt) continue;
    length += 1;
    freeAt = ended;
  }
  return length;
}

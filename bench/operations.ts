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
import { linkInput } from "../functions/test/fixtures/link-input.js";
import { waitUntil } from "../functions/test/support/wait-until.js";
import { createCleanUp, stopOnSignal } from "../scripts/lib/clean-up.js";
import { startEmulators } from "../scripts/lib/emulators.js";
import { callScheduled } from "../scripts/lib/scheduler.js";
import { startSimulator } from "../scripts/lib/servers.js";
import { demoSuite, functionUrl, localEnvironment } from "../scripts/lib/suites.js";

const kinds = ["reads", "writes", "vendorCalls", "pushed"] as const;
type Kind = (typeof kinds)[number];
type Operation = Timed & { worker: string; method: string } & Partial<Record<Kind, number>>;
type Timed = { began: number; ended: number };

/** Longer than any of the functions waits before it goes on. */
const quietMs = 5_000;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "10" },
    json: { type: "boolean" },
    "no-listener": { type: "boolean" },
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

/** Starts a run of the provider listener, which lasts longer than the measurement. */
async function listen(url: string): Promise<void> {
  const hangUp = new AbortController();
  cleanUp.add({ stop: () => hangUp.abort() });
  // Hung up, or ended with the emulators.
  callScheduled(url, new Date(), hangUp.signal).catch(() => undefined);
  await waitUntil("the listener to listen", async () =>
    operations().some(({ method }) => method === "Listen"),
  );
}

/** Makes orders, one after the other, and has them paid once nothing happens any more. */
async function makeAndPay(count: number): Promise<Timed[]> {
  const { linkFor } = await import("../functions/test/support/callables.js");
  const { orderInStatus } = await import("../functions/test/support/firestore.js");
  const { vendor } = await import("../functions/test/support/vendor.js");
  const links = [];
  const calls = [];
  for (let round = 0; round < count; round += 1) {
    const began = Date.now();
    links.push(await linkFor(linkInput()));
    calls.push({ began, ended: Date.now() });
  }
  await quiet();
  for (const { checkoutId } of links) await vendor.act(checkoutId, "pay");
  for (const { orderId } of links) await orderInStatus(orderId, "PAID");
  await quiet();
  return calls;
}

/** What has been noted so far, in the order of the ends. */
function operations(): Operation[] {
  try {
    const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
    const noted = lines.map((line) => JSON.parse(line) as Operation);
    return noted.filter(({ worker, method }) => worker !== "listenToProvider" || method !== "RunQuery");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function quiet(): Promise<void> {
  let known = -1;
  for (let now = operations().length; now !== known; now = operations().length) {
    known = now;
    await sleep(quietMs);
  }
}

/** @param calls of createPaymentLink */
function report(counted: Operation[], calls: Timed[]): void {
  const perOrder: Record<string, Record<string, number>> = {};
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

function mean(counted: Operation[]): Record<string, number> {
  const sum = (kind: Kind) => counted.reduce((total, one) => total + (one[kind] ?? 0), 0);
  return Object.fromEntries(kinds.map((kind) => [kind, Number((sum(kind) / rounds).toFixed(2))]));
}

/** The most calls of which each began after the one before had ended. */
function longestChain(calls: Operation[]): number {
  let length = 0;
  let freeAt = 0;
  for (const { began, ended } of calls.toSorted((a, b) => a.ended - b.ended)) {
    if (began < freeAt) continue;
    length += 1;
    freeAt = ended;
  }
  return length;
}

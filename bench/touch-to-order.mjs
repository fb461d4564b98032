// How long it takes from touching a checkout to its order's write, beside a bare trigger that makes one HTTP request
// and writes one document. Both run in the same emulators, turn and turn about, from the sending of the touch to the
// time that Firestore gives the write.
//   npm run bench [-- --rounds 60] [--most 2] [--json]      exit 1 when the ratio of medians is beyond --most

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createCleanUp, stopOnSignal } from "../scripts/lib/clean-up.mjs";
import { startEmulators } from "../scripts/lib/emulators.mjs";
import { requireFreePorts } from "../scripts/lib/ports.mjs";
import { startSimulator } from "../scripts/lib/servers.mjs";
import { setUp } from "../scripts/lib/set-up.mjs";
import { localEnvironment, testSuite } from "../scripts/lib/suites.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "60" },
    most: { type: "string", default: "Infinity" },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const warmUp = 5;

const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await cleanUp.stop();
}

async function run() {
  const tools = await setUp();
  const suite = testSuite();
  suite.config.functions.push({ source: "bench/bare-trigger", codebase: "bench" });
  await requireFreePorts(suite.ports);
  await startEmulators(suite, tools, cleanUp);
  await startSimulator(suite, cleanUp);
  Object.assign(process.env, localEnvironment(suite));
  const { firestore } = await import("./lib/firestore.mjs");
  const { newLink, payQuietly } = await import("./lib/links.mjs");

  const ours = [];
  const bare = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const link = await newLink();
    await payQuietly(link.checkoutId);
    const checkout = firestore.doc(`checkouts/${link.checkoutId}`);
    const touchedAt = Date.now();
    await checkout.update({ touchedBy: "webhook" });
    const order = await settled(`orders/${link.orderId}`, (data) => data?.status === "PAID");
    const bareTouch = firestore.doc(`bareTouches/${link.checkoutId}`);
    await bareTouch.set({ touches: 0 });
    const url = `${process.env.SIMULATOR_URL}/mer/v2.0/checkout/${link.checkoutId}`;
    const bareTouchedAt = Date.now();
    await bareTouch.update({ url });
    const result = await settled(`bareResults/${link.checkoutId}`, (data) => data?.status === "PAID");
    if (round < 0) continue;
    ours.push(order.updateTime.toMillis() - touchedAt);
    bare.push(result.updateTime.toMillis() - bareTouchedAt);
  }
  const ratio = median(ours) / median(bare);
  const report = {
    rounds,
    oursMs: summary(ours),
    bareMs: summary(bare),
    ratioOfMedians: Number(ratio.toFixed(2)),
  };
  console.log(values.json ? JSON.stringify(report) : report);
  return ratio <= Number(values.most);

  /**
   * @param {string} path
   * @param {(data: FirebaseFirestore.DocumentData | undefined) => boolean} isSettled
   */
  async function settled(path, isSettled) {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      // The times are Firestore's own: a busy poll would only be measured with what it waits for.
      await sleep(100);
      const snapshot = await firestore.doc(path).get();
      if (isSettled(snapshot.data())) return snapshot;
    }
    throw new Error(`waited 20 s in vain for ${path}`);
  }
}

/** @param {number[]} times */
function summary(times) {
  return { p50: median(times), p95: quantile(times, 0.95), max: Math.max(...times) };
}

/** @param {number[]} times */
function median(times) {
  return quantile(times, 0.5);
}

/**
 * @param {number[]} times
 * @param {number} share
 */
function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

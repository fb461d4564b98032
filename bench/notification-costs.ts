// What notifications of payments cost in a month, by way and by number of open links: `npm run costs [-- --json]`.
// Arithmetic on list prices, not a measurement. The prices are Google's for us-central1, without free quotas, as of the
// writing of this file: check them before you decide.

import { parseArgs } from "node:util";
import { listenToProvider, pointcheckoutWebhook } from "../functions/src/entrypoints/entrypoints.js";
import { listeningPace } from "../functions/src/notifications/start-listening.js";
import { LISTEN_TIMEOUT_SECONDS } from "../functions/src/parameters.js";

const dollars = {
  firestoreRead: 0.03 / 100_000,
  firestoreWrite: 0.09 / 100_000,
  invocation: 0.4 / 1_000_000,
  /** Billed while a request runs. */
  requestCpuSecond: 0.000024,
  requestGibSecond: 0.0000025,
  /** Billed while the instance lives. */
  instanceCpuSecond: 0.000018,
  instanceGibSecond: 0.000002,
};
const monthSeconds = 30 * 24 * 3600;
const linksOpenForDays = 1;
/** Of one link: made, paid or ended, and every second one notified twice. */
const notificationsPerLink = 3;
const rereadSeconds = listeningPace(false).rereadMs / 1000;
/** One run of the function, and the gap to the next. */
const runSeconds = LISTEN_TIMEOUT_SECONDS - 60;
const cycleSeconds = LISTEN_TIMEOUT_SECONDS;

type Deployed = { __endpoint: { cpu?: unknown; availableMemoryMb?: unknown } };

/** Of a function that runs for so long, one request at a time. */
function computeOf({ __endpoint: { cpu, availableMemoryMb } }: Deployed, seconds: number): number {
  // What the platform gives a function that asks for nothing.
  const cpus = typeof cpu === "number" ? cpu : 1;
  const gib = (typeof availableMemoryMb === "number" ? availableMemoryMb : 256) / 1024;
  return cpus * seconds * dollars.requestCpuSecond + gib * seconds * dollars.requestGibSecond;
}

/** Dollars a month. */
const ways: Record<string, (openLinks: number) => number> = {
  worker: (openLinks) => {
    // The least that a worker pool can have, and what it has when nothing else is asked for.
    const instance =
      1 * monthSeconds * dollars.instanceCpuSecond + 0.5 * monthSeconds * dollars.instanceGibSecond;
    const rereads = (monthSeconds / rereadSeconds) * openLinks;
    return instance + (rereads + followedLinks(openLinks) * readsToFollow) * dollars.firestoreRead;
  },
  function: (openLinks) => {
    const runs = monthSeconds / cycleSeconds;
    const instance = computeOf(listenToProvider, runs * runSeconds);
    // Every run begins anew with all open orders and their checkouts, and rereads once.
    const reads = runs * openLinks * (readsToFollow + Math.floor(runSeconds / rereadSeconds));
    return instance + runs * dollars.invocation + reads * dollars.firestoreRead;
  },
  webhook: (openLinks) => {
    const deliveries = followedLinks(openLinks) * notificationsPerLink;
    return (
      computeOf(pointcheckoutWebhook, deliveries * 0.1) +
      deliveries * (dollars.invocation + dollars.firestoreWrite)
    );
  },
};
/** The order and its checkout. */
const readsToFollow = 2;

/** Links that are opened in a month when so many are open at any time. */
const followedLinks = (openLinks: number) => (openLinks * 30) / linksOpenForDays;

const { values } = parseArgs({ options: { json: { type: "boolean" } } });
const counts = [10, 1_000, 100_000];
const table = Object.fromEntries(
  Object.entries(ways).map(([way, cost]) => [
    way,
    Object.fromEntries(counts.map((openLinks) => [openLinks, Number(cost(openLinks).toFixed(2))])),
  ]),
);
if (values.json) console.log(JSON.stringify(table));
else console.table(table);

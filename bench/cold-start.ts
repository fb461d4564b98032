// What a cold start costs: processor time and peak memory of a process from its start to its first answer, of every
// function that is deployed, beside a bare callable that reads one document. Google's functions-framework hosts all of
// them, each time in a fresh process with nothing stored anywhere, turn and turn about; the figures are medians. Most are
// asked for something that is not there: they load their work and ask the database. createPaymentLink (staff) makes a
// link, saveDraftOrder an order, and an audit asks both sides for all they have.
//   npm run bench:cold [-- --rounds 15] [--only a,b] [--most 1] [--json]      exit 1 when a ratio is beyond --most

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { clearFirestore } from "../functions/test/support/clear-firestore.js";
import { instanceEnvironment } from "../functions/test/support/instance.js";
import { callableRequest } from "../functions/test/support/unsigned-token.js";
import { vendorAt } from "../functions/test/support/vendor-at.js";
import { functionsDir, root } from "../scripts/lib/paths.mjs";
import { address, testSuite } from "../scripts/lib/suites.js";
import { firstRequests } from "./lib/cold-requests.js";
import { type Hosted, startCold } from "./lib/cold-start.js";
import { runMeasurement } from "./lib/measure.js";
import { median } from "./lib/summary.js";

const suite = testSuite();
const { project } = suite;

const env = {
  ...instanceEnvironment(suite),
  // As short as allowed: the listener answers when its run ends.
  POINTCHECKOUT_LISTEN_SECONDS: "5",
  // Nothing is old enough, but it is looked for.
  POINTCHECKOUT_RETENTION_DAYS: "30",
};

const ours = { source: functionsDir, env };
const bare: Hosted = {
  source: join(root, "bench", "bare-callable"),
  target: "bareCallable",
  signature: "http",
  env,
  request: callableRequest(project, {}, null),
};

type Use = { cpuMs: number[]; peakMb: number[] };

const signatureOf = (endpoint: object): Hosted["signature"] =>
  "eventTrigger" in endpoint ? "cloudevent" : "http";

const medians = ({ cpuMs, peakMb }: Use) => ({ cpuMs: median(cpuMs), peakMb: median(peakMb) });

await runMeasurement(15, async (rounds, only) => {
  const { main } = JSON.parse(readFileSync(join(functionsDir, "package.json"), "utf8"));
  const deployed: Record<string, { __endpoint: object }> = await import(
    pathToFileURL(join(functionsDir, main)).href
  );
  const functions = Object.entries(deployed).filter(([name]) => only.length === 0 || only.includes(name));
  const rows = functions.flatMap(([target, { __endpoint }]) =>
    firstRequests(target, __endpoint, project).map(({ label, make }) => ({
      label,
      use: { cpuMs: [], peakMb: [] } as Use,
      host: () => ({ ...ours, target, signature: signatureOf(__endpoint), request: make() }),
    })),
  );
  const bareUse: Use = { cpuMs: [], peakMb: [] };
  // The first round finds the disk's cache cold.
  for (let round = -1; round < rounds; round += 1) {
    await measure(bare, bareUse, round);
    for (const { host, use } of rows) await measure(host(), use, round);
  }
  const report = Object.fromEntries(rows.map(({ label, use }) => [label, compare(use, bareUse)]));
  const ratio = Math.max(...Object.values(report).map(({ cpuRatio }) => cpuRatio));
  return { rounds, bare: medians(bareUse), functions: report, ratio };
});

async function measure(hosted: Hosted, use: Use, round: number): Promise<void> {
  // Else the figures would grow with the rounds before.
  await clearFirestore(address(suite, "firestore"), project);
  await vendorAt(`http://${address(suite, "simulator")}`).reset();
  const { status, answer, cpuMs, peakMb } = await startCold(hosted);
  if (![200, 204, 404].includes(status)) throw new Error(`${hosted.target} answered ${status}: ${answer}`);
  if (round < 0) return;
  use.cpuMs.push(cpuMs);
  use.peakMb.push(peakMb);
}

function compare(use: Use, beside: Use) {
  const [ours, bares] = [medians(use), medians(beside)];
  const cpuRatio = Number((ours.cpuMs / bares.cpuMs).toFixed(2));
  const peakRatio = Number((ours.peakMb / bares.peakMb).toFixed(2));
  return { ...ours, cpuRatio, peakRatio };
}

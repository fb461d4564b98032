// Everything that says whether the product works: `npm test`. The last line is always "N passed, N failed".
//   npm run prove                                 the same with the full budget of test/budget.ts, and what it tried
//   npm run test:unit [-- --grep x | files]       only the specs that need nothing running
//   npm run test:emulator [-- --grep x | files]   only those that talk to emulators and simulator

import { rmSync } from "node:fs";
import { join } from "node:path";
import { printProof } from "../test/proof/print-proof.js";
import { runChecks } from "./lib/checks.js";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { clearCoverage, reportCoverage } from "./lib/coverage.js";
import { runEmulatorSpecs } from "./lib/emulator-specs.js";
import { describeError } from "./lib/errors.js";
import { cacheDir } from "./lib/paths.mjs";
import { setUp } from "./lib/set-up.js";
import { runSpecs, specsOf, type Totals } from "./lib/specs.js";

const [stage = "all", ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => argument.endsWith(".spec.ts"));
const mochaArgs = rest.filter((argument) => !files.includes(argument));
const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);
clearCoverage();

const proofFile = join(cacheDir, "proof.jsonl");
const parts: { name: string; seconds: number; passed: number; failed: number }[] = [];

/** A part that fails, or cannot even run, does not keep the others from reporting. */
async function part(name: string, run: () => Promise<Totals>): Promise<void> {
  if (cleanUp.isStopping()) return;
  const began = performance.now();
  const totals = await run().catch((error: unknown) => {
    console.log(describeError(error));
    return { passed: 0, failed: 1 };
  });
  parts.push({ name, seconds: Math.round((performance.now() - began) / 1000), ...totals });
}

const unit = () =>
  part("unit", () =>
    runSpecs({ name: "unit", specs: specsOf("unit", files), mochaArgs, parallel: true, cleanUp }),
  );
const emulator = (group: "emulator" | "example" | "chaos", aside = false) =>
  part(group, () => runEmulatorSpecs(group, { files, mochaArgs, aside, cleanUp }));
const failures = async (count: Promise<number>) => ({ passed: 0, failed: await count });

async function all(): Promise<void> {
  await part("set-up", () => failures(setUp({ examples: true }).then(() => 0)));
  await part("check", () => failures(runChecks()));
  // Chaos mostly waits, and has emulators of its own: it runs beside all other specs.
  const beside = emulator("chaos", true);
  await unit();
  await emulator("emulator");
  await emulator("example");
  await beside;
  await part("coverage", () => failures(reportCoverage().then((isCovered) => (isCovered ? 0 : 1))));
}

const stages: Record<string, () => Promise<void>> = {
  all,
  unit,
  emulator: async () => {
    for (const group of ["emulator", "example", "chaos"] as const) await emulator(group);
  },
  prove: async () => {
    rmSync(proofFile, { force: true });
    Object.assign(process.env, { BUDGET: "full", PROOF_FILE: proofFile });
    await all();
    printProof(proofFile);
  },
};

await (stages[stage] ?? (() => part(`unknown stage ${stage}`, () => Promise.reject(new Error()))))();
if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  console.table(parts);
  const total = (what: "passed" | "failed") => parts.reduce((sum, totals) => sum + totals[what], 0);
  const nothingRan = total("passed") + total("failed") === 0;
  if (nothingRan) console.log("FAILED: no spec ran");
  console.log(`${total("passed")} passed, ${total("failed") + (nothingRan ? 1 : 0)} failed`);
  process.exit(total("failed") === 0 && !nothingRan ? 0 : 1);
}

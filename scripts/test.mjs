// Everything that says whether the product works: `npm test`. The last line is always "N passed, N failed".
//   npm run prove                                 the same with the full budget of test/budget.ts, and what it tried
//   npm run test:unit [-- --grep x | files]       only the specs that need nothing running
//   npm run test:emulator [-- --grep x | files]   only those that talk to emulators and simulator

import { rmSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "./lib/checks.mjs";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.mjs";
import { clearCoverage, reportCoverage } from "./lib/coverage.mjs";
import { describeError } from "./lib/fail.mjs";
import { cacheDir, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { runEmulatorSpecs } from "./lib/run-emulator-specs.mjs";
import { chaosSpecs, sharingSpecs } from "./lib/run-specs.mjs";
import { runUnitSpecs } from "./lib/run-unit-specs.mjs";
import { setUp } from "./lib/set-up.mjs";

const [stage, ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => /\.spec\.(ts|mjs)$/.test(argument));
const mochaArgs = rest.filter((argument) => !files.includes(argument));

const proofFile = join(cacheDir, "proof.jsonl");
if (stage === "prove") {
  rmSync(proofFile, { force: true });
  Object.assign(process.env, { BUDGET: "full", PROOF_FILE: proofFile });
}

const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);
clearCoverage();

const unit = () => runUnitSpecs({ files, mochaArgs, cleanUp });
const emulator = () => runEmulatorSpecs({ files, mochaArgs, cleanUp });
/**
 * Chaos mostly waits, and has emulators of its own: it runs beside all other specs.
 *
 * @type {Promise<import("./lib/run-specs.mjs").Totals> | undefined}
 */
let chaos;
const runChaos = () =>
  runEmulatorSpecs({ files: chaosSpecs(), mochaArgs, aside: true, cleanUp }).catch((error) => {
    console.log(describeError(error));
    return { passed: 0, failed: 1 };
  });

/** @type {Record<string, { name: string, run: () => Promise<import("./lib/run-specs.mjs").Totals> }[]>} */
const stages = {
  all: [
    { name: "check", run: async () => onlyFailures(await runChecks()) },
    {
      name: "unit specs",
      run: () => {
        chaos = runChaos();
        return unit();
      },
    },
    { name: "emulator specs", run: () => runEmulatorSpecs({ files: sharingSpecs(), mochaArgs, cleanUp }) },
    { name: "chaos", run: async () => chaos ?? runChaos() },
    { name: "coverage", run: async () => onlyFailures(await reportCoverage()) },
  ],
  unit: [{ name: "unit specs", run: unit }],
  emulator: [{ name: "emulator specs", run: emulator }],
};
stages.prove = stages.all ?? [];

let passed = 0;
let failed = 0;
/** @type {string[]} */
const failedStages = [];
try {
  await (stage === "unit" ? setUp({ emulator: false }) : setUp());
  for (const { name, run } of stages[stage ?? "all"] ?? unknownStage()) await runStage(name, run);
  if (stage === "prove") await printProof();
} catch (error) {
  console.log(describeError(error));
  failed += 1;
  failedStages.push("set-up");
}
if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(", ")}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/**
 * A stage that fails, or cannot even run, does not keep the others from telling what they have to tell.
 *
 * @param {string} name
 * @param {() => Promise<import("./lib/run-specs.mjs").Totals>} run
 */
async function runStage(name, run) {
  if (cleanUp.isStopping()) return;
  console.log(`\n== ${name}`);
  const began = performance.now();
  const totals = await run().catch((error) => {
    console.log(describeError(error));
    return { passed: 0, failed: 1 };
  });
  console.log(`== ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  passed += totals.passed;
  failed += totals.failed;
  if (totals.failed > 0) failedStages.push(name);
}

async function printProof() {
  const args = ["--import=tsx", join(root, "test", "print-proof.ts"), proofFile];
  const { output } = await run(process.execPath, args, { cwd: root, timeoutMs: 30_000 });
  console.log(`\n== proved\n${output.trimEnd()}`);
}

/** @param {number} count */
function onlyFailures(count) {
  return { passed: 0, failed: count };
}

/** @returns {never} */
function unknownStage() {
  throw new Error(`unknown stage ${stage}: it is ${Object.keys(stages).join(", ")}`);
}

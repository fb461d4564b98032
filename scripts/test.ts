// Everything that says whether the product works: `npm test`. The last line is always "N passed, N failed".
//   npm run prove                                 the same with the full budget, what it tried, and coverage
//   npm run test:unit [-- --grep x | files]       only the specs that need nothing running
//   npm run test:emulator [-- --grep x | files]   only those that talk to emulators and simulator

import { rmSync } from "node:fs";
import { join } from "node:path";
import { printProof } from "../test/proof/print-proof.js";
import { build } from "./lib/build-codebase.js";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { clearCoverage, reportCoverage } from "./lib/coverage.js";
import { type EmulatorGroup, runEmulatorSpecs } from "./lib/emulator-specs.js";
import { describeError } from "./lib/errors.js";
import { cacheDir } from "./lib/paths.mjs";
import { runSpecs, specsOf, type Totals } from "./lib/specs.js";

const [stage = "all", ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => argument.endsWith(".spec.ts"));
const mochaArgs = rest.filter((argument) => !files.includes(argument));
const cleanUp = createCleanUp();
stopOnSignal(cleanUp, () => 130);

const proofFile = join(cacheDir, "proof.jsonl");
const parts: ({ part: string; seconds: number } & Totals)[] = [];

/** A part that fails, or cannot even run, does not keep the others from reporting. */
async function part(name: string, run: () => Promise<Totals>): Promise<void> {
  if (cleanUp.isStopping()) return;
  const began = performance.now();
  const totals = await run().catch((error: unknown) => {
    const why = describeError(error);
    console.log(why);
    return { passed: 0, failed: 1, why };
  });
  parts.push({ part: name, seconds: Math.round((performance.now() - began) / 1000), ...totals });
}

/** Some unit specs look into the bundle. */
async function prepare(): Promise<Totals> {
  await build("functions");
  return { passed: 0, failed: 0 };
}

const unit = async (groups: ("functions" | "others")[], aside = false) => {
  for (const group of groups) {
    const args = specsOf(group, files);
    if (args.length > 0)
      await part(group, () => runSpecs({ name: group, args: [...mochaArgs, ...args], aside, cleanUp }));
  }
};
const emulator = async (...groups: EmulatorGroup[]) => {
  for (const group of groups)
    await part(group, () =>
      runEmulatorSpecs(group, { files, mochaArgs, aside: group !== "emulator", cleanUp }),
    );
};

/** @param alone those with a browser run after the others, so that their times mean something */
async function all({ alone = false } = {}): Promise<void> {
  await part("set-up", prepare);
  // Specs with emulators wait a lot. What only computes takes the processor when they do.
  await Promise.all([
    emulator("emulator"),
    emulator("example"),
    ...(alone ? [] : [emulator("web")]),
    unit(["functions", "others"], true),
  ]);
  if (alone) await emulator("web");
}

if (stage === "unit") await part("set-up", prepare).then(() => unit(["functions", "others"]));
if (stage === "emulator") await Promise.all([emulator("emulator", "example"), emulator("web")]);
if (stage === "all") await all();
if (stage === "prove") {
  rmSync(proofFile, { force: true });
  Object.assign(process.env, { BUDGET: "full", PROOF_FILE: proofFile });
  clearCoverage();
  await all({ alone: true });
  await part("coverage", reportCoverage);
  await part("proof", async () => {
    printProof(proofFile);
    return { passed: 0, failed: 0 };
  });
}

if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  // Once more: between the lanes' long lists nobody finds it.
  for (const { part, why } of parts) if (why) console.log(`\n== ${part} failed\n${why}`);
  console.table(parts, ["part", "seconds", "passed", "failed"]);
  const passed = parts.reduce((sum, totals) => sum + totals.passed, 0);
  const failed = parts.reduce((sum, totals) => sum + totals.failed, passed === 0 ? 1 : 0);
  if (passed === 0) console.log("FAILED: no spec ran");
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

// Everything that says whether the product works: `npm test`. The last line is always "N passed, N failed".
//   npm run prove                                 the same with the full budget; if all pass, what it tried, and coverage
//   npm run test:unit [-- --grep x | files]       only the specs that need nothing running
//   npm run test:emulator [-- --grep x | files]   only those that talk to emulators and simulator

import { rmSync } from "node:fs";
import { join } from "node:path";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { describeError } from "./lib/errors.js";
import { cacheDir, coverageDir } from "./lib/paths.mjs";
import { type SpecGroupName, specsOf } from "./lib/spec-groups.js";
import { runSpecs, type Totals } from "./lib/specs.js";

/** What runs one after the other, and of that what runs side by side. */
const stages: Record<string, SpecGroupName[][]> = {
  unit: [["functions", "others"]],
  emulator: [["emulator", "example", "web"]],
  all: [["emulator", "example", "web", "functions", "others"]],
  /** Those with a browser come after the others, so that their times mean something. */
  prove: [["emulator", "example", "functions", "others"], ["web"]],
};
const [stage = "all", ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => argument.endsWith(".spec.ts"));
const mochaArgs = rest.filter((argument) => !files.includes(argument));
const cleanUp = createCleanUp();
stopOnSignal(cleanUp);
if (stage === "prove") {
  const proofFile = join(cacheDir, "proof.jsonl");
  for (const old of [proofFile, coverageDir]) rmSync(old, { recursive: true, force: true });
  Object.assign(process.env, { BUDGET: "full", PROOF_FILE: proofFile });
}

const results: ({ part: string; seconds: number } & Totals)[] = [];
for (const groups of stages[stage] ?? [])
  await Promise.all(groups.map((name, index) => runGroup(name, index > 0)));

if (!cleanUp.isStopping()) {
  // Once more: between the long lists nobody finds it.
  for (const { part, why } of results) if (why) console.log(`\n== ${part} failed\n${why}`);
  console.table(results, ["part", "seconds", "passed", "failed"]);
  const sum = (what: "passed" | "failed") => results.reduce((total, result) => total + result[what], 0);
  const isEmpty = sum("passed") + sum("failed") === 0;
  if (isEmpty) console.log("FAILED: no spec ran. For one file: npm run test:unit -- FILE, or test:emulator");
  const failed = isEmpty ? 1 : sum("failed");
  console.log(`${sum("passed")} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** A group that fails, or cannot even run, does not keep the others from reporting. */
async function runGroup(name: SpecGroupName, aside: boolean): Promise<void> {
  const specs = specsOf(name, files);
  if (specs.length === 0 || cleanUp.isStopping()) return;
  const began = performance.now();
  const args = [...mochaArgs, ...specs];
  const totals = await runSpecs({ name, args, aside, cleanUp }).catch((error: unknown): Totals => {
    const why = describeError(error);
    console.log(why);
    return { passed: 0, failed: 1, why };
  });
  results.push({ part: name, seconds: Math.round((performance.now() - began) / 1000), ...totals });
}

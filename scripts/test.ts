// Everything that says whether the product works: `npm test`. The last line is always "N passed, N failed".
//   npm run prove                                 the same with the full budget, what it tried, and coverage
//   npm run test:unit [-- --grep x | files]       only the specs that need nothing running
//   npm run test:emulator [-- --grep x | files]   only those that talk to emulators and simulator

import { rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { printProof } from "../test/proof/print-proof.js";
import { build } from "./lib/build-codebase.js";
import { createCleanUp, stopOnSignal } from "./lib/clean-up.js";
import { describeError } from "./lib/errors.js";
import { cacheDir, coverageDir, root } from "./lib/paths.mjs";
import { type SpecGroupName, specGroups, specsOf } from "./lib/spec-groups.js";
import { runSpecs, type Totals } from "./lib/specs.js";

const [stage = "all", ...rest] = process.argv.slice(2);
const files = rest.filter((argument) => argument.endsWith(".spec.ts"));
const mochaArgs = rest.filter((argument) => !files.includes(argument));
const cleanUp = createCleanUp();
stopOnSignal(cleanUp);

const proofFile = join(cacheDir, "proof.jsonl");
const noSpecs: Totals = { passed: 0, failed: 0 };
const parts: ({ part: string; seconds: number } & Totals)[] = [];

/** A part that fails, or cannot even run, does not keep the others from reporting. */
async function part(name: string, run: () => Promise<Totals>): Promise<void> {
  if (cleanUp.isStopping()) return;
  const began = performance.now();
  const totals = await run().catch((error: unknown) => {
    const why = describeError(error);
    console.log(why);
    return { ...noSpecs, failed: 1, why };
  });
  parts.push({ part: name, seconds: Math.round((performance.now() - began) / 1000), ...totals });
}

/** What runs side by side. A lane runs its groups one after the other; the first is printed while it runs. */
const lanes: Record<string, SpecGroupName[][]> = {
  unit: [["functions", "others"]],
  emulator: [["emulator"], ["example"], ["web"]],
  all: [["emulator"], ["example"], ["web"], ["functions", "others"]],
  /** Those with a browser come after the others, so that their times mean something. */
  prove: [["emulator"], ["example"], ["functions", "others"]],
};

async function runLane(groups: SpecGroupName[], aside: boolean): Promise<void> {
  for (const name of groups) {
    const specs = specsOf(specGroups[name], files);
    if (specs.length > 0)
      await part(name, () => runSpecs({ name, args: [...mochaArgs, ...specs], aside, cleanUp }));
  }
}

if (stage === "prove") {
  rmSync(proofFile, { force: true });
  rmSync(coverageDir, { recursive: true, force: true });
  Object.assign(process.env, { BUDGET: "full", PROOF_FILE: proofFile });
}
// Some unit specs look into the bundle, too.
await part("set-up", () => build("functions").then(() => noSpecs));
await Promise.all((lanes[stage] ?? []).map((groups, index) => runLane(groups, index > 0)));
if (stage === "prove") {
  await runLane(["web"], true);
  await part("coverage", async () => {
    await execa("npm", ["run", "--silent", "coverage"], { cwd: root, stdio: "inherit" });
    return noSpecs;
  });
  await part("proof", async () => {
    printProof(proofFile);
    return noSpecs;
  });
}

if (!cleanUp.isStopping()) {
  await cleanUp.stop();
  // Once more: between the lanes' long lists nobody finds it.
  for (const { part, why } of parts) if (why) console.log(`\n== ${part} failed\n${why}`);
  console.table(parts, ["part", "seconds", "passed", "failed"]);
  const passed = parts.reduce((sum, totals) => sum + totals.passed, 0);
  const failures = parts.reduce((sum, totals) => sum + totals.failed, 0);
  const isEmpty = passed === 0 && failures === 0;
  if (isEmpty) console.log("FAILED: no spec ran. For one file: npm run test:unit -- FILE, or test:emulator");
  const failed = isEmpty ? 1 : failures;
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

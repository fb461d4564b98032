import { constants, setPriority } from "node:os";
import { execa } from "execa";
import { isFull } from "../../test/budget.js";
import { hook } from "./child.js";
import { type CleanUp, createCleanUp } from "./clean-up.js";
import { startEmulators } from "./emulators.js";
import { bin, coverageDir, root } from "./paths.mjs";
import { startSimulator } from "./servers.js";
import { setUp } from "./set-up.js";
import { type SpecGroup, type SpecGroupName, specGroups } from "./spec-groups.js";
import { localEnvironment } from "./suites.js";

const timeoutMs = 80 * 60_000;

/** `why`: what failed, as it is printed once more at the end of a long run. */
export type Totals = { passed: number; failed: number; why?: string };

/** `args`: of mocha; `aside`: it runs beside another, and is printed when it has ended */
type SpecRun = { name: SpecGroupName; args: string[]; aside: boolean; cleanUp: CleanUp };

/** Runs a group's specs. Emulators and a simulator of their own, which some need, are stopped afterwards. */
export async function runSpecs(run: SpecRun): Promise<Totals> {
  const { createSuite, alsoBuilt = [] }: SpecGroup = specGroups[run.name];
  if (createSuite === undefined) return runMocha(run);
  const suite = createSuite();
  const cleanUp = createCleanUp();
  run.cleanUp.add(cleanUp);
  try {
    const firestoreJar = await setUp(...alsoBuilt);
    const emulators = await startEmulators(suite, firestoreJar, cleanUp);
    const simulator = await startSimulator(suite, cleanUp);
    // Chaos kills the functions' workers, and nobody else's.
    const env = { ...localEnvironment(suite), EMULATORS_PID: String(emulators.pid) };
    const totals = await runMocha({ ...run, cleanUp }, env);
    if (cleanUp.isStopping()) return totals;
    if (totals.failed > 0) console.log(`The output of emulators and simulator is in ${suite.workDir}`);
    return [emulators, simulator]
      .filter((child) => child.hasExited())
      .map((child) => `FAILED: the ${child.name} died under the specs:\n${child.tail()}`)
      .reduce(withFailure, totals);
  } finally {
    await cleanUp.stop();
  }
}

/** Counts and prints a failure besides those that mocha reported. */
function withFailure({ passed, failed, why }: Totals, failure: string): Totals {
  console.log(failure);
  return { passed, failed: failed + 1, why: why ? `${why}\n${failure}` : failure };
}

/** A run that ends without a result (it crashed, or hung) counts as one failure, besides those it had. */
async function runMocha({ name, args, aside, cleanUp }: SpecRun, env = {}): Promise<Totals> {
  const { createSuite, isCovered }: SpecGroup = specGroups[name];
  const hooked = ["--require", hook("exit-with-parent.cjs"), bin("mocha", "bin", "mocha.js")];
  const output = aside ? "pipe" : (["inherit", "pipe"] as const);
  const mocha = execa(process.execPath, [...hooked, "--no-color", ...args], {
    cwd: root,
    env: { ...env, ...(isFull() && isCovered && { NODE_V8_COVERAGE: coverageDir }) },
    stdin: "ignore",
    stdout: output,
    stderr: output,
    all: true,
    reject: false,
    ipc: true,
    timeout: timeoutMs,
  });
  cleanUp.add({ stop: () => mocha.kill("SIGINT") });
  // Specs with emulators wait a lot. What only computes takes the processor when they do.
  if (aside && mocha.pid && !createSuite) setPriority(mocha.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const { all, exitCode, signal, failed } = await mocha;
  if (aside) console.log(`\n== ${name}\n${all}`);
  const count = (what: string) => Number(new RegExp(`^ +(\\d+) ${what}`, "m").exec(all)?.[1] ?? 0);
  const failures = /^ +\d+ failing$.*/ms.exec(all)?.[0].trimEnd();
  const totals = { passed: count("passing"), failed: count("failing"), ...(failures && { why: failures }) };
  // Without that line mocha came to no end, whatever its exit code says.
  const isComplete = / passing \(/.test(all);
  if (cleanUp.isStopping() || (isComplete && (!failed || totals.failed > 0))) return totals;
  return withFailure(totals, `FAILED: the ${name} specs ended with ${signal ?? `exit code ${exitCode}`}`);
}

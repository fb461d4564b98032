import { constants, setPriority } from "node:os";
import { execaNode } from "execa";
import { isFull } from "../../test/budget.js";
import { build, functions } from "./build-codebase.js";
import { hook } from "./child.js";
import { type CleanUp, createCleanUp } from "./clean-up.js";
import { startEmulators } from "./emulators.js";
import { describeError } from "./errors.js";
import { bin, coverageDir, root } from "./paths.mjs";
import { startSimulator } from "./servers.js";
import { type SpecGroup, type SpecGroupName, specGroups } from "./spec-groups.js";
import { localEnvironment } from "./suites.js";

/** `why`: what failed, as it is printed once more at the end of a long run. */
export type Totals = { passed: number; failed: number; why?: string };

/** `args`: of mocha; `aside`: it runs beside another, and is printed when it has ended */
type SpecRun = { name: SpecGroupName; args: string[]; aside: boolean; cleanUp: CleanUp };

/**
 * Runs a group's specs. Emulators and a simulator of their own, which some need, are stopped afterwards. A run that ends
 * without a result (it crashed, or hung) counts as one failure besides those it had, as does the death of a server.
 */
export async function runSpecs({ name, args, aside, ...run }: SpecRun): Promise<Totals> {
  const { createSuite, isCovered }: SpecGroup = specGroups[name];
  const cleanUp = createCleanUp();
  run.cleanUp.add(cleanUp);
  try {
    const suite = createSuite?.();
    // Some unit specs look into the bundle, too; the others run without it.
    const unbuilt = suite ? undefined : await build(functions).then(() => undefined, describeError);
    const servers = suite ? [await startEmulators(suite, cleanUp), await startSimulator(suite, cleanUp)] : [];
    // Chaos kills the functions' workers, and nobody else's.
    const env = suite && { ...localEnvironment(suite), EMULATORS_PID: String(servers[0]?.pid) };
    const output = aside ? "pipe" : (["inherit", "pipe"] as const);
    const mocha = execaNode(bin("mocha", "bin", "mocha.js"), ["--no-color", ...args], {
      nodeOptions: ["--require", hook("exit-with-parent.cjs")],
      cwd: root,
      env: { ...env, ...(isFull() && isCovered && { NODE_V8_COVERAGE: coverageDir }) },
      stdio: ["ignore", output, output],
      all: true,
      reject: false,
      timeout: 80 * 60_000,
    });
    cleanUp.add({ stop: () => mocha.kill("SIGINT") });
    // Specs with emulators wait a lot. What only computes takes the processor when they do.
    if (aside && mocha.pid && !suite) setPriority(mocha.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const { all, exitCode, signal, failed } = await mocha;
    if (aside) console.log(`\n== ${name}\n${all}`);
    const count = (what: string) => Number(new RegExp(`^ +(\\d+) ${what}`, "m").exec(all)?.[1] ?? 0);
    const [passed, failures] = [count("passing"), count("failing")];
    if (cleanUp.isStopping()) return { passed, failed: failures };
    const more = servers
      .filter((child) => child.hasExited())
      .map((child) => `FAILED: the ${child.name} died under the specs:\n${child.tail()}`);
    if (unbuilt !== undefined) more.push(unbuilt);
    // Without that line mocha came to no end, whatever its exit code says.
    if (!/ passing \(/.test(all) || (failed && failures === 0))
      more.push(`FAILED: the ${name} specs ended with ${signal ?? `exit code ${exitCode}`}`);
    for (const one of more) console.log(one);
    if (suite && failures > 0) console.log(`The output of emulators and simulator is in ${suite.workDir}`);
    const said = /^ +\d+ failing$.*/ms.exec(all)?.[0].trimEnd();
    const why = [said, ...more].filter((one) => one !== undefined).join("\n");
    return { passed, failed: failures + more.length, why };
  } finally {
    await cleanUp.stop();
  }
}

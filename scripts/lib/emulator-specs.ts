import type { CodebaseName } from "./build-codebase.js";
import { type CleanUp, createCleanUp } from "./clean-up.js";
import { startEmulators } from "./emulators.js";
import { startSimulator } from "./servers.js";
import { setUp } from "./set-up.js";
import { runSpecs, specsOf, type Totals } from "./specs.js";
import { exampleSuite, localEnvironment, testSuite, webSuite } from "./suites.js";

export type EmulatorGroup = keyof typeof suites;

const suites = { emulator: testSuite, example: exampleSuite, web: webSuite };

const alsoBuilt: Partial<Record<EmulatorGroup, CodebaseName[]>> = {
  // One of them searches the built page for credentials.
  emulator: ["web"],
  example: ["fulfilment"],
  web: ["web"],
};

/** Runs a group of specs against emulators and a simulator of their own, which are stopped afterwards. */
export async function runEmulatorSpecs(
  group: EmulatorGroup,
  options: { files: string[]; mochaArgs: string[]; aside?: boolean; cleanUp: CleanUp },
): Promise<Totals> {
  const specs = specsOf(group, options.files);
  if (specs.length === 0 || options.cleanUp.isStopping()) return { passed: 0, failed: 0 };
  const suite = suites[group]();
  const cleanUp = createCleanUp();
  options.cleanUp.add(cleanUp);
  try {
    const firestoreJar = await setUp(...(alsoBuilt[group] ?? []));
    const emulators = await startEmulators(suite, firestoreJar, cleanUp);
    const simulator = await startSimulator(suite, cleanUp);
    // Chaos kills the functions' workers, and nobody else's.
    const env = { ...localEnvironment(suite), EMULATORS_PID: String(emulators.child.pid) };
    const args = [...options.mochaArgs, ...specs];
    const totals = await runSpecs({ ...options, name: group, args, env, cleanUp });
    if (totals.failed > 0) console.log(`The output of emulators and simulator is in ${suite.workDir}`);
    for (const child of [emulators.child, simulator].filter((child) => child.hasExited())) {
      const why = `FAILED: the ${child.name} died under the specs:\n${child.tail()}`;
      console.log(why);
      totals.failed += 1;
      totals.why = [totals.why, why].filter(Boolean).join("\n");
    }
    return totals;
  } finally {
    await cleanUp.stop();
  }
}

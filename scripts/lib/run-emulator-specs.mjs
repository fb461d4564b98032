import { requiring } from "./child.mjs";
import { createCleanUp } from "./clean-up.mjs";
import { coverageDir } from "./coverage.mjs";
import { startEmulators } from "./emulators.mjs";
import { requireFreePorts } from "./ports.mjs";
import { emulatorSpecs, runSpecs } from "./run-specs.mjs";
import { startSimulator } from "./servers.mjs";
import { setUp } from "./set-up.mjs";
import { localEnvironment, testSuite } from "./suites.mjs";

/**
 * Runs specs against emulators and a simulator of their own, which are stopped afterwards.
 *
 * @param {object} options
 * @param {string[]} options.files all, when none is named
 * @param {string[]} options.mochaArgs
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp of the whole process
 * @returns {Promise<import("./run-specs.mjs").Totals>}
 */
export async function runEmulatorSpecs({ files, mochaArgs, cleanUp: processCleanUp }) {
  const suite = testSuite();
  const tools = await setUp();
  await requireFreePorts(suite.ports);

  const cleanUp = createCleanUp();
  processCleanUp.add(cleanUp);
  try {
    const emulators = await startEmulators(suite, tools, cleanUp, {
      env: {
        WORKER_COVERAGE_DIR: coverageDir,
        NODE_OPTIONS: requiring(process.env.NODE_OPTIONS, "flush-coverage.cjs"),
      },
    });
    const simulator = await startSimulator(suite, cleanUp);
    const totals = await runSpecs({
      name: "emulator",
      files: files.length > 0 ? files : emulatorSpecs(),
      mochaArgs,
      env: localEnvironment(suite),
      cleanUp,
    });
    if (totals.failed > 0) console.log(`The output of emulators and simulator is in ${suite.workDir}`);
    for (const child of [emulators.child, simulator]) {
      if (child.hasExited()) {
        console.log(`FAILED: the ${child.name} died under the specs:\n${child.tail()}`);
        totals.failed += 1;
      }
    }
    return totals;
  } finally {
    await cleanUp.stop();
  }
}

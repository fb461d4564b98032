import { join, resolve, sep } from "node:path";
import { requiring } from "./child.mjs";
import { createCleanUp } from "./clean-up.mjs";
import { coverageDir } from "./coverage.mjs";
import { startEmulators } from "./emulators.mjs";
import { fulfilmentDir, root } from "./paths.mjs";
import { requireFreePorts } from "./ports.mjs";
import { emulatorSpecs, runSpecs } from "./run-specs.mjs";
import { startSimulator } from "./servers.mjs";
import { setUp } from "./set-up.mjs";
import { chaosSuite, localEnvironment, testSuite } from "./suites.mjs";

/** The example's codebase, and one that receives what it publishes; paths as in firebase.json. */
const exampleCodebases = [
  { source: "examples/fulfilment", codebase: "fulfilment" },
  { source: "examples/fulfilment/test/subscriber", codebase: "subscriber" },
];

/**
 * Specs that share emulators.
 *
 * @typedef {object} Session
 * @property {string} name
 * @property {import("./suites.mjs").Suite} suite
 * @property {string[]} files
 * @property {boolean} [aside] its output is printed when it has ended, because it runs beside another
 */

/**
 * Runs specs against emulators and a simulator of their own, which are stopped afterwards.
 *
 * @param {object} options
 * @param {string[]} options.files all, when none is named
 * @param {string[]} options.mochaArgs
 * @param {boolean} [options.aside] all of them run beside other specs
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp of the whole process
 * @returns {Promise<import("./run-specs.mjs").Totals>}
 */
export async function runEmulatorSpecs({ files, mochaArgs, aside: isAside = false, cleanUp }) {
  const all = sessions(files.length > 0 ? files : emulatorSpecs(), isAside);
  const tools = await setUp({ examples: all.some(({ name }) => name === "example") });
  const mayMatchNone = all.length > 1;
  const runAll = async (/** @type {Session[]} */ lane) => {
    const totals = { passed: 0, failed: 0 };
    for (const session of lane) {
      if (cleanUp.isStopping()) break;
      const { passed, failed } = await runSession(session, { tools, mochaArgs, mayMatchNone, cleanUp });
      totals.passed += passed;
      totals.failed += failed;
    }
    return totals;
  };
  // Chaos mostly waits, and has a project of its own.
  const lanes = [all.filter(({ aside }) => !aside), all.filter(({ aside }) => aside)];
  const totals = (await Promise.all(lanes.map(runAll))).reduce((sum, { passed, failed }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
  }));
  if (totals.passed + totals.failed > 0) return totals;
  console.log("FAILED: emulator specs: no spec ran");
  return { passed: 0, failed: 1 };
}

/**
 * The example's specs have emulators of their own: its triggers fire on every order's events, and would slow all other
 * specs down. Chaos has its own because it clears Firestore and kills workers.
 *
 * @param {string[]} files
 * @param {boolean} isAside
 * @returns {Session[]}
 */
function sessions(files, isAside) {
  const isOfExample = isBelow(fulfilmentDir);
  const isOfChaos = isBelow(join(root, "chaos"));
  const isOurs = (/** @type {string} */ file) => !isOfExample(file) && !isOfChaos(file);
  return [
    { name: "emulator", suite: testSuite(), files: files.filter(isOurs) },
    { name: "example", suite: suiteWithExample(), files: files.filter(isOfExample) },
    {
      name: "chaos",
      suite: chaosSuite(),
      files: files.filter(isOfChaos),
      aside: isAside || files.some(isOurs),
    },
  ].filter((session) => session.files.length > 0);
}

/** @param {string} dir */
const isBelow = (dir) => (/** @type {string} */ file) => resolve(file).startsWith(`${dir}${sep}`);

function suiteWithExample() {
  const suite = testSuite();
  const config = /** @type {any} */ (suite.config);
  const functions = [...config.functions, ...exampleCodebases];
  return { ...suite, workDir: join(suite.workDir, "example"), config: { ...config, functions } };
}

/** Where the emulators' workers leave what they ran of functions/lib. */
const measured = () => ({
  env: {
    WORKER_COVERAGE_DIR: coverageDir,
    NODE_OPTIONS: requiring(process.env.NODE_OPTIONS, "flush-coverage.cjs"),
  },
});

/**
 * @param {Session} session
 * @param {object} options
 * @param {Awaited<ReturnType<typeof setUp>>} options.tools
 * @param {string[]} options.mochaArgs
 * @param {boolean} options.mayMatchNone whether it is enough that mochaArgs match specs of another session
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp of the whole process
 * @returns {Promise<import("./run-specs.mjs").Totals>}
 */
async function runSession(
  { name, suite, files, aside = false },
  { tools, mochaArgs, mayMatchNone, cleanUp: processCleanUp },
) {
  await requireFreePorts(suite.ports);

  const cleanUp = createCleanUp();
  processCleanUp.add(cleanUp);
  try {
    const emulators = await startEmulators(suite, tools, cleanUp, name === "emulator" ? measured() : {});
    const simulator = await startSimulator(suite, cleanUp);
    // Chaos kills the functions' workers, and nobody else's.
    const env = { ...localEnvironment(suite), EMULATORS_PID: String(emulators.child.pid) };
    const totals = await runSpecs({ name, files, mochaArgs, env, mayMatchNone, aside, cleanUp });
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

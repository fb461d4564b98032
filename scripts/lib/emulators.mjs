import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./child.mjs";
import { emulatorEnvironment } from "./emulator-environment.mjs";
import { root } from "./paths.mjs";
import { address } from "./suites.mjs";
import { waitUntil } from "./wait-until.mjs";

const startTimeoutMs = 120_000;
const only = "auth,functions,firestore,hosting";
// What a shell may carry over from other work, and would lead the emulators or the functions in them elsewhere.
const strayVariables = [
  "GCLOUD_PROJECT",
  "GOOGLE_CLOUD_PROJECT",
  "FIREBASE_CONFIG",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "FIRESTORE_EMULATOR_HOST",
  "FIREBASE_AUTH_EMULATOR_HOST",
];

/**
 * @typedef {object} EmulatedFunction
 * @property {string} name
 * @property {string} url where it is called: callables and scheduled functions answer a POST
 */

/**
 * Starts a suite's emulators and gives them once they answer and list functions. Broken function code does not keep
 * the emulators from saying that they are ready: only the list shows it.
 *
 * @param {import("./suites.mjs").Suite} suite
 * @param {import("./set-up.mjs").EmulatorTools} tools
 * @param {import("./clean-up.mjs").CleanUp} cleanUp
 * @param {{ env?: NodeJS.ProcessEnv }} [options] `env` is added to the environment of the emulators and functions
 */
export async function startEmulators(suite, tools, cleanUp, { env = {} } = {}) {
  if (suite.config !== undefined)
    writeFileSync(suite.configPath, `${JSON.stringify(suite.config, undefined, 2)}\n`);
  const firebase = join(root, "node_modules", "firebase-tools", "lib", "bin", "firebase.js");
  const child = startChild({
    name: "emulators",
    args: [
      firebase,
      "emulators:start",
      "--project",
      suite.project,
      "--only",
      only,
      "--config",
      suite.configPath,
      "--non-interactive",
    ],
    // firebase-tools and the emulators write debug logs into the working directory; they find the project by --config.
    cwd: suite.workDir,
    env: { ...cleanEnvironment(), ...(await emulatorEnvironment(tools)), ...env },
    logFile: join(suite.workDir, "emulators.log"),
  });

  cleanUp.add({
    stop: async () => {
      // They wait for functions that run, and listenToProvider runs for minutes; nothing is lost by ending it.
      await child.stop({ timeoutMs: 6_000 });
      if (suite.config !== undefined) rmSync(suite.configPath, { force: true });
    },
  });
  try {
    const line = await child.waitForLine(/All emulators ready|Enter .* value for /, startTimeoutMs);
    if (!line.includes("ready")) throw new Error(missingParameter(line, suite));
    const functions = await waitUntil(
      "the functions emulator to list functions",
      () => listFunctions(suite),
      {
        timeoutMs: 10_000,
      },
    );
    return { child, functions };
  } catch (error) {
    throw new Error(`the emulators did not start; their last lines are:\n${child.tail()}`, { cause: error });
  }
}

/** @typedef {Awaited<ReturnType<typeof startEmulators>>} Emulators */

/**
 * The functions of a suite's emulators, by name.
 *
 * @param {import("./suites.mjs").Suite} suite
 * @returns {Promise<Map<string, EmulatedFunction> | undefined>} undefined when there are none
 */
export async function listFunctions(suite) {
  const base = `http://${address(suite, "functions")}`;
  const response = await fetch(`${base}/backends`, { signal: AbortSignal.timeout(5_000) });
  const { backends } = /** @type {any} */ (await response.json());
  /** @type {any[]} */
  const triggers = backends.flatMap((/** @type {any} */ backend) => backend.functionTriggers);
  if (triggers.length === 0) return undefined;
  return new Map(
    triggers.map(({ entryPoint, name, region, schedule }) => {
      // The emulator answers for a scheduled function under the name of its trigger.
      const path = schedule === undefined ? name : `${name}-0`;
      return [entryPoint, { name: entryPoint, url: `${base}/${suite.project}/${region}/${path}` }];
    }),
  );
}

/**
 * The emulator asks for a parameter without a value although nobody can answer, and would wait for ever.
 *
 * @param {string} question
 * @param {import("./suites.mjs").Suite} suite
 */
function missingParameter(question, suite) {
  const name = /value for (\w+)/.exec(question)?.[1];
  return `the parameter ${name} has no value for the emulators: add it to functions/.env.${suite.project}`;
}

function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of strayVariables) delete env[name];
  return env;
}

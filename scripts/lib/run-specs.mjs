import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requiring } from "./child.mjs";
import { coverageDir } from "./coverage.mjs";
import { listFiles, readJson } from "./files.mjs";
import { cacheDir, root, scriptsLibDir } from "./paths.mjs";

const timeoutMs = 13 * 60_000;

/** @typedef {{ passed: number, failed: number }} Totals */

/** Specs that need nothing running. */
export const unitSpecs = () => [
  ...specsBelow("functions/src"),
  ...specsBelow("functions/test/memory"),
  ...specsBelow("functions/test/exploration"),
  ...specsBelow("simulator/src"),
  ...specsBelow("scripts"),
  ...specsBelow("examples/fulfilment/src"),
  ...specsBelow("chaos/src"),
  ...specsBelow("tools/src"),
  ...specsBelow("test").filter((file) => !file.startsWith(join(root, "test", "browser"))),
  ...specsBelow("client/src"),
  ...specsBelow("client/tools"),
  ...specsBelow("client/test/package"),
];

/** Specs that talk to emulators and simulator. */
export const emulatorSpecs = () => [...sharingSpecs(), ...chaosSpecs()];

/** Those whose emulators are shared. */
export const sharingSpecs = () => [
  ...specsBelow("functions/test/rules"),
  ...specsBelow("functions/test/emulator"),
  ...specsBelow("tools/test"),
  ...specsBelow("client/test/emulator"),
  ...specsBelow("client/test/browser"),
  ...specsBelow("test/browser"),
  ...specsBelow("examples/fulfilment/test"),
];

/** It clears the emulated Firestore before each run. */
export const chaosSpecs = () => specsBelow("chaos/test");

/** @param {string} dir */
const specsBelow = (dir) => listFiles(join(root, dir), (path) => /\.spec\.(ts|mjs)$/.test(path));

/**
 * Runs specs with mocha, whose output goes to the terminal, at the end if it runs `aside` of another. A run that ends without a result (it crashed, or hung) or
 * in which nothing was tested counts as one failure, besides those it had.
 *
 * @param {object} options
 * @param {string} options.name of the run, as it is called in messages
 * @param {string[]} options.files
 * @param {string[]} [options.mochaArgs] such as --grep
 * @param {Record<string, string>} [options.env]
 * @param {boolean} [options.mayMatchNone] no spec's title needs to match mochaArgs: others may be run beside these
 * @param {boolean} [options.aside]
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp
 * @returns {Promise<Totals>}
 */
export async function runSpecs({
  name,
  files,
  mochaArgs = [],
  env = {},
  mayMatchNone = false,
  aside = false,
  cleanUp,
}) {
  if (files.length === 0) {
    console.log(`FAILED: there are no ${name} specs`);
    return { passed: 0, failed: 1 };
  }
  const totalsFile = join(cacheDir, `${name}-totals.json`);
  rmSync(totalsFile, { force: true });
  const problem = await runMocha([...reporterArgs(totalsFile), ...mochaArgs, ...files], {
    env,
    aside,
    cleanUp,
  });
  const totals = readJson(totalsFile) ?? { passed: 0, failed: 0 };
  if (totals.passed + totals.failed === 0 && !(mayMatchNone && problem === undefined))
    return failure(totals, `${name} specs: ${problem ?? "no spec ran"}`);
  // Mocha's exit code is the number of failures; any other end means that something went wrong around the specs.
  if (problem !== undefined && totals.failed === 0) return failure(totals, `${name} specs: ${problem}`);
  return totals;
}

/** @param {string} totalsFile */
const reporterArgs = (totalsFile) => [
  "--reporter",
  join(scriptsLibDir, "totals-reporter.cjs"),
  "--reporter-option",
  `totalsFile=${totalsFile}`,
];

/**
 * @param {Totals} totals
 * @param {string} message
 */
function failure(totals, message) {
  console.log(`FAILED: ${message}`);
  return { ...totals, failed: totals.failed + 1 };
}

/**
 * @param {string[]} args
 * @param {object} options
 * @param {Record<string, string>} options.env
 * @param {boolean} options.aside
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp
 * @returns {Promise<string | undefined>} how it ended, unless all went well
 */
function runMocha(args, { env, aside, cleanUp }) {
  const useBuilt = pathToFileURL(join(scriptsLibDir, "use-built-functions.mjs")).href;
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const child = spawn(process.execPath, [mocha, "--node-option", `import=${useBuilt}`, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      NODE_V8_COVERAGE: coverageDir,
      NODE_OPTIONS: requiring(process.env.NODE_OPTIONS, "exit-with-parent.cjs"),
    },
    stdio: ["ignore", aside ? "pipe" : "inherit", aside ? "pipe" : "inherit", "ipc"],
  });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(chunk));
  cleanUp.add({ stop: () => void child.kill("SIGINT") });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // Closed: it has ended, and all that it wrote has come.
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      process.stdout.write(Buffer.concat(output));
      resolve(code === 0 ? undefined : `mocha ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

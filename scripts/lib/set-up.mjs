import { join } from "node:path";
import { buildCodebase, fulfilmentCodebase, functionsCodebase, isBuilt } from "./build-codebase.mjs";
import { downloadFirestoreEmulator, findFirestoreEmulator } from "./firestore-emulator.mjs";
import { install, isInstalled } from "./install.mjs";
import { findJava } from "./java.mjs";
import { withLock } from "./lock.mjs";
import { cacheDir, functionsDir, root } from "./paths.mjs";

const oldestNode = [20, 19];
const lockTimeoutMs = 15 * 60_000;

/**
 * What the emulators need beyond the packages.
 *
 * @typedef {object} EmulatorTools
 * @property {string} java path of the executable
 * @property {string} firestoreJar
 */

/**
 * Brings a clone, fresh or old, to where everything can run: packages, compiled functions, and, unless told
 * otherwise, Java and the Firestore emulator. Takes well under a second when nothing is to do. Any number of
 * processes may call it at once: one works, the others wait. `examples` compiles the example codebases, too.
 *
 * Progress goes to stderr: stdout belongs to the command that needs the set-up.
 *
 * @overload
 * @param {{ quiet?: boolean, examples?: boolean, emulator: false }} options
 * @returns {Promise<undefined>}
 *
 * @overload
 * @param {{ quiet?: boolean, examples?: boolean, emulator?: true }} [options]
 * @returns {Promise<EmulatorTools>}
 *
 * @param {{ quiet?: boolean, examples?: boolean, emulator?: boolean }} [options]
 * @returns {Promise<EmulatorTools | undefined>}
 */
export async function setUp({ quiet = false, examples = false, emulator = true } = {}) {
  /** @param {string} message */
  const log = (message) => {
    if (!quiet) process.stderr.write(`set-up: ${message}\n`);
  };
  checkNode();
  // Before the installation, so that a missing Java is said at once and not after a minute.
  const java = emulator ? await findJava() : undefined;
  const codebases = examples ? [functionsCodebase, fulfilmentCodebase] : [functionsCodebase];
  if (!areInstalled() || !codebases.every(isBuilt)) await installAndBuild(codebases, log);
  if (java === undefined) return undefined;
  return { java, firestoreJar: await provideFirestoreEmulator(log) };
}

/** @throws when this Node is too old */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Node ${oldestNode.join(".")} or later is needed, this is ${process.versions.node}: https://nodejs.org`,
  );
}

const areInstalled = () => isInstalled(root) && isInstalled(functionsDir);

/**
 * @param {import("./build-codebase.mjs").Codebase[]} codebases
 * @param {(message: string) => void} log
 */
function installAndBuild(codebases, log) {
  return locked(log, async () => {
    // Asked again: another process may have done it while this one waited for the lock.
    for (const dir of [root, functionsDir]) if (!isInstalled(dir)) await install(dir, log);
    for (const codebase of codebases) if (!isBuilt(codebase)) await buildCodebase(codebase, log);
  });
}

/** @param {(message: string) => void} log */
async function provideFirestoreEmulator(log) {
  const found = await findFirestoreEmulator();
  if (found !== undefined) return found;
  return locked(log, async () => (await findFirestoreEmulator()) ?? (await downloadFirestoreEmulator(log)));
}

/**
 * @template T
 * @param {(message: string) => void} log
 * @param {() => Promise<T>} work
 */
function locked(log, work) {
  return withLock(join(cacheDir, "set-up.lock"), work, {
    timeoutMs: lockTimeoutMs,
    onWait: (holder) => log(`waiting for the set-up that ${holder} is doing`),
  });
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { hashFiles, listFiles, readJson, writeFileAtomically } from "./files.mjs";
import { cacheDir, fulfilmentDir, functionsDir, root } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * A directory of Cloud Functions that is compiled and deployed on its own: src becomes lib.
 *
 * @typedef {object} Codebase
 * @property {string} name
 * @property {string} dir
 * @property {string} packagesDir where its packages, the compiler among them, are installed
 */

/** @type {Codebase} */
export const functionsCodebase = { name: "functions", dir: functionsDir, packagesDir: functionsDir };

/**
 * A merchant's codebase, which is not deployed from here. In this repository it uses the root's packages.
 *
 * @type {Codebase}
 */
export const fulfilmentCodebase = { name: "examples/fulfilment", dir: fulfilmentDir, packagesDir: root };

/** @param {Codebase} codebase */
const libDir = ({ dir }) => join(dir, "lib");

/** @param {Codebase} codebase */
const stampPath = ({ name }) => join(cacheDir, `${name.replaceAll("/", "-")}-build.json`);

/**
 * What the build reads: a removed source file or another compiler changes it too.
 *
 * @param {Codebase} codebase
 */
function inputs({ dir, packagesDir }) {
  const sources = listFiles(join(dir, "src"), (path) => path.endsWith(".ts") && !path.endsWith(".spec.ts"));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json"].map((name) => join(dir, name));
  return hashFiles([...sources, ...settings, join(packagesDir, "package-lock.json")].filter(existsSync));
}

/**
 * What the build left: names, sizes and times, so that a file changed by another hand is noticed.
 *
 * @param {Codebase} codebase
 */
function outputs(codebase) {
  const hash = createHash("sha256");
  const lib = libDir(codebase);
  if (!existsSync(lib)) return undefined;
  for (const name of readdirSync(lib, { recursive: true, encoding: "utf8" }).sort()) {
    const { size, mtimeMs } = statSync(join(lib, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/**
 * Whether a codebase's lib is what its src compiles to.
 *
 * @param {Codebase} codebase
 */
export function isBuilt(codebase) {
  const stamp = readJson(stampPath(codebase));
  return stamp !== undefined && stamp.inputs === inputs(codebase) && stamp.outputs === outputs(codebase);
}

/**
 * Compiles a codebase's src into its lib. The old output stays in place when the compiler finds an error, and nothing
 * of it is left when it does not.
 *
 * @param {Codebase} codebase
 * @param {(message: string) => void} log
 */
export async function buildCodebase(codebase, log) {
  const { name, dir, packagesDir } = codebase;
  log(`building ${name}`);
  const built = inputs(codebase);
  // Beside lib, because a source map names its source relative to where the file was written.
  const nextLibDir = join(dir, "lib.next");
  rmSync(nextLibDir, { recursive: true, force: true });
  const tsc = join(packagesDir, "node_modules", "typescript", "bin", "tsc");
  const args = ["-p", "tsconfig.build.json", "--outDir", nextLibDir, "--noEmitOnError"];
  const { code, output } = await run(process.execPath, [tsc, ...args], { cwd: dir, timeoutMs: 120_000 });
  if (code !== 0) {
    rmSync(nextLibDir, { recursive: true, force: true });
    throw new Error(`${name} does not compile:\n${output.trimEnd()}`);
  }
  rmSync(libDir(codebase), { recursive: true, force: true });
  renameSync(nextLibDir, libDir(codebase));
  writeFileAtomically(stampPath(codebase), JSON.stringify({ inputs: built, outputs: outputs(codebase) }));
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashFiles, listFiles, readJson, writeFileAtomically } from "./files.mjs";
import { cacheDir, fulfilmentDir, functionsDir, root } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * A directory of Cloud Functions that is compiled and deployed on its own: src becomes lib, and lib, if it has a bundler,
 * dist.
 *
 * @typedef {object} Codebase
 * @property {string} name
 * @property {string} dir
 * @property {string} packagesDir where its packages, the compiler among them, are installed
 * @property {string} [bundler] a program that makes dist of lib
 */

/** @type {Codebase} */
export const functionsCodebase = {
  name: "functions",
  dir: functionsDir,
  packagesDir: functionsDir,
  bundler: join(functionsDir, "build", "bundle.mjs"),
};

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
function inputs({ dir, packagesDir, bundler }) {
  const sources = listFiles(join(dir, "src"), (path) => path.endsWith(".ts") && !path.endsWith(".spec.ts"));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json"].map((name) => join(dir, name));
  const bundling = bundler === undefined ? [] : listFiles(dirname(bundler), (path) => path.endsWith(".mjs"));
  const all = [...sources, ...settings, ...bundling, join(packagesDir, "package-lock.json")];
  return hashFiles(all.filter(existsSync));
}

/**
 * What the build left: names, sizes and times, so that a file changed by another hand is noticed.
 *
 * @param {Codebase} codebase
 */
function outputs(codebase) {
  const hash = createHash("sha256");
  const made =
    codebase.bundler === undefined ? [libDir(codebase)] : [libDir(codebase), join(codebase.dir, "dist")];
  if (!made.every(existsSync)) return undefined;
  for (const dir of made) {
    for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" }).sort()) {
      const { size, mtimeMs } = statSync(join(dir, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

/**
 * Whether what a codebase's src is made into is up to date.
 *
 * @param {Codebase} codebase
 */
export function isBuilt(codebase) {
  const stamp = readJson(stampPath(codebase));
  return stamp !== undefined && stamp.inputs === inputs(codebase) && stamp.outputs === outputs(codebase);
}

/**
 * Compiles a codebase's src into its lib, and bundles it. The old output stays in place when the compiler finds an error, and nothing
 * of it is left when it does not.
 *
 * @param {Codebase} codebase
 * @param {(message: string) => void} log
 */
export async function buildCodebase(codebase, log) {
  const { name, dir, packagesDir, bundler } = codebase;
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
  if (bundler !== undefined) {
    const bundled = await run(process.execPath, [bundler], { cwd: dir, timeoutMs: 120_000 });
    if (bundled.code !== 0) throw new Error(`${name} cannot be bundled:\n${bundled.output.trimEnd()}`);
  }
  writeFileAtomically(stampPath(codebase), JSON.stringify({ inputs: built, outputs: outputs(codebase) }));
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { hashFiles, listFiles, readJson, writeFileAtomically } from "./files.mjs";
import { cacheDir, functionsDir } from "./paths.mjs";
import { run } from "./run.mjs";

const libDir = join(functionsDir, "lib");
// Beside lib, because a source map names its source relative to where the file was written.
const nextLibDir = join(functionsDir, "lib.next");
const stampPath = join(cacheDir, "functions-build.json");

/** What the build reads: a removed source file or another compiler changes it too. */
function inputs() {
  const sources = listFiles(
    join(functionsDir, "src"),
    (path) => path.endsWith(".ts") && !path.endsWith(".spec.ts"),
  );
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];
  return hashFiles([...sources, ...settings.map((name) => join(functionsDir, name)).filter(existsSync)]);
}

/** What the build left: names, sizes and times, so that a file changed by another hand is noticed. */
function outputs() {
  const hash = createHash("sha256");
  if (!existsSync(libDir)) return undefined;
  for (const name of readdirSync(libDir, { recursive: true, encoding: "utf8" }).sort()) {
    const { size, mtimeMs } = statSync(join(libDir, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Whether functions/lib is what functions/src compiles to. */
export function isBuilt() {
  const stamp = readJson(stampPath);
  return stamp !== undefined && stamp.inputs === inputs() && stamp.outputs === outputs();
}

/**
 * Compiles functions/src into functions/lib. The old output stays in place when the compiler finds an error, and
 * nothing of it is left when it does not.
 *
 * @param {(message: string) => void} log
 */
export async function buildFunctions(log) {
  log("building functions");
  const built = inputs();
  rmSync(nextLibDir, { recursive: true, force: true });
  const tsc = join(functionsDir, "node_modules", "typescript", "bin", "tsc");
  const args = ["-p", "tsconfig.build.json", "--outDir", nextLibDir, "--noEmitOnError"];
  const { code, output } = await run(process.execPath, [tsc, ...args], {
    cwd: functionsDir,
    timeoutMs: 120_000,
  });
  if (code !== 0) {
    rmSync(nextLibDir, { recursive: true, force: true });
    throw new Error(`functions do not compile:\n${output.trimEnd()}`);
  }
  rmSync(libDir, { recursive: true, force: true });
  renameSync(nextLibDir, libDir);
  writeFileAtomically(stampPath, JSON.stringify({ inputs: built, outputs: outputs() }));
}

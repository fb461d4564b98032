import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { fulfilmentDir, functionsDir, root } from "./paths.mjs";
import { withProgress } from "./progress.js";

/** A directory of Cloud Functions that is compiled and deployed on its own: src becomes lib. */
export type Codebase = {
  name: string;
  dir: string;
  /** where its packages, the compiler among them, are installed */
  packagesDir: string;
};

export const functionsCodebase: Codebase = {
  name: "functions",
  dir: functionsDir,
  packagesDir: functionsDir,
};

/** A merchant's codebase, which is not deployed from here. In this repository it uses the root's packages. */
export const fulfilmentCodebase: Codebase = {
  name: "examples/fulfilment",
  dir: fulfilmentDir,
  packagesDir: root,
};

const stampPath = ({ dir }: Codebase) => join(dir, "lib", ".inputs");

/** Whether a codebase's lib is what its src compiles to. */
export const isBuilt = (codebase: Codebase): boolean =>
  existsSync(stampPath(codebase)) && readFileSync(stampPath(codebase), "utf8") === inputs(codebase);

/** A digest of what the build reads: a removed source file or another compiler changes it too. */
function inputs({ dir, packagesDir }: Codebase): string {
  const sources = readdirSync(join(dir, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".spec.ts"))
    .sort()
    .map((name) => join(dir, "src", name));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json"].map((name) => join(dir, name));
  const hash = createHash("sha256");
  for (const path of [...sources, ...settings, join(packagesDir, "package-lock.json")])
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** Compiles a codebase unless it is built. When it does not compile, the old output stays. */
export async function buildCodebase(codebase: Codebase): Promise<void> {
  if (isBuilt(codebase)) return;
  const { name, dir, packagesDir } = codebase;
  const stamp = inputs(codebase);
  // Beside lib, because a source map names its source relative to where the file was written.
  const nextDir = join(dir, "lib.next");
  rmSync(nextDir, { recursive: true, force: true });
  const tsc = join(packagesDir, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", nextDir, "--noEmitOnError"];
  const { failed, all } = await withProgress(`Building ${name}`, () =>
    execa(process.execPath, args, { cwd: dir, all: true, reject: false, timeout: 120_000 }),
  );
  if (failed) {
    rmSync(nextDir, { recursive: true, force: true });
    throw new Error(`${name} does not compile:\n${all}`);
  }
  rmSync(join(dir, "lib"), { recursive: true, force: true });
  renameSync(nextDir, join(dir, "lib"));
  writeFileSync(stampPath(codebase), stamp);
}

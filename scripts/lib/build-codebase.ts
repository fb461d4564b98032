import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { fulfilmentDir, functionsDir } from "./paths.mjs";
import { withProgress } from "./progress.js";

/** A directory of Cloud Functions that is built and deployed on its own by its `npm run build`. */
type Codebase = { dir: string; main: string };

export const functionsCodebase: Codebase = { dir: functionsDir, main: "dist/index.js" };

/** A merchant's codebase, which is not deployed from here. */
export const fulfilmentCodebase: Codebase = { dir: fulfilmentDir, main: "lib/index.js" };

const stampPath = ({ dir, main }: Codebase) => join(dir, dirname(main), ".inputs");

/** Whether what a codebase was built to is made of its present sources. */
export const isBuilt = (codebase: Codebase): boolean =>
  existsSync(stampPath(codebase)) && readFileSync(stampPath(codebase), "utf8") === inputs(codebase);

/** A digest of what the build reads: a removed source file or another version of a package changes it too. */
function inputs({ dir }: Codebase): string {
  const isInput = (path: string) =>
    (/^(src|build).*\.(ts|mjs)$/.test(path) && !path.endsWith(".spec.ts")) || /^[^/\\]+\.json$/.test(path);
  const hash = createHash("sha256");
  for (const path of ["", "src", "build"].flatMap((name) => filesIn(dir, name)).filter(isInput))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(dir, path)))
      .update("\0");
  return hash.digest("hex");
}

/** Names relative to `dir`, sorted; of `dir` itself only the files that lie directly in it. */
function filesIn(dir: string, name: string): string[] {
  if (!existsSync(join(dir, name))) return [];
  return readdirSync(join(dir, name), { recursive: name !== "", encoding: "utf8" })
    .map((path) => join(name, path))
    .sort();
}

/** Builds a codebase unless it is built. */
export async function buildCodebase(codebase: Codebase): Promise<void> {
  if (isBuilt(codebase)) return;
  const stamp = inputs(codebase);
  const { failed, all } = await withProgress("Building", () =>
    execa("npm", ["run", "build"], { cwd: codebase.dir, all: true, reject: false, timeout: 120_000 }),
  );
  if (failed) throw new Error(`${codebase.dir} cannot be built:\n${all}`);
  writeFileSync(stampPath(codebase), stamp);
}

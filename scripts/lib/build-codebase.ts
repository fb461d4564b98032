import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { fulfilmentDir, functionsDir, root } from "./paths.mjs";
import { withProgress } from "./progress.js";

/** A directory of Cloud Functions that is built and deployed on its own by its `npm run build`. */
export type Codebase = { name: string; dir: string; outDir: string; lockFile: string };

export const functionsCodebase: Codebase = {
  name: "functions",
  dir: functionsDir,
  outDir: join(functionsDir, "dist"),
  lockFile: join(functionsDir, "package-lock.json"),
};

/** A merchant's codebase, which is not deployed from here. In this repository it uses the root's packages. */
export const fulfilmentCodebase: Codebase = {
  name: "examples/fulfilment",
  dir: fulfilmentDir,
  outDir: join(fulfilmentDir, "lib"),
  lockFile: join(root, "package-lock.json"),
};

const stampPath = ({ outDir }: Codebase) => join(outDir, ".inputs");

/** Whether what a codebase was built to is made of its present sources. */
export const isBuilt = (codebase: Codebase): boolean =>
  existsSync(stampPath(codebase)) && readFileSync(stampPath(codebase), "utf8") === inputs(codebase);

/** A digest of what the build reads: a removed source file or another compiler changes it too. */
function inputs({ dir, lockFile }: Codebase): string {
  const files = ["src", "build"]
    .filter((name) => existsSync(join(dir, name)))
    .flatMap((name) =>
      readdirSync(join(dir, name), { recursive: true, encoding: "utf8" }).map((path) =>
        join(dir, name, path),
      ),
    )
    .filter((path) => /\.(ts|mjs)$/.test(path) && !path.endsWith(".spec.ts"));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json"].map((name) => join(dir, name));
  const hash = createHash("sha256");
  for (const path of [...files.sort(), ...settings, lockFile])
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** Builds a codebase unless it is built. */
export async function buildCodebase(codebase: Codebase): Promise<void> {
  if (isBuilt(codebase)) return;
  const { name, dir } = codebase;
  const stamp = inputs(codebase);
  const { failed, all } = await withProgress(`Building ${name}`, () =>
    execa("npm", ["run", "--silent", "build"], { cwd: dir, all: true, reject: false, timeout: 120_000 }),
  );
  if (failed) throw new Error(`${name} does not compile:\n${all}`);
  writeFileSync(stampPath(codebase), stamp);
}

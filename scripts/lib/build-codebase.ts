import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { execa } from "execa";
import { withLock } from "./lock.mjs";
import { fulfilmentDir, functionsDir, root, webDir } from "./paths.mjs";
import { withProgress } from "./progress.js";

const timeoutMs = 5 * 60_000;

export type CodebaseName = "functions" | "fulfilment" | "web";

/** What `npm run build` in `dir` makes, from the folders that it reads and the files of `dir` itself. */
type Codebase = { dir: string; output: string; reads: string[] };

const codebases: Record<CodebaseName, Codebase> = {
  functions: { dir: functionsDir, output: "dist", reads: ["src", "build"] },
  /** A merchant's codebase, which is not deployed from here. */
  fulfilment: { dir: fulfilmentDir, output: "lib", reads: ["src"] },
  /** The merchant's web app. */
  web: {
    dir: webDir,
    output: "dist",
    reads: ["src", "build", "public", "../client/src", "../functions/src"],
  },
};

const buildStamp = ({ dir, output }: Codebase) => join(dir, output, ".inputs");

/** Whether what a codebase was built to is made of its present sources. */
export function isBuilt(name: CodebaseName): boolean {
  const codebase = codebases[name];
  return existsSync(buildStamp(codebase)) && readFileSync(buildStamp(codebase), "utf8") === inputs(codebase);
}

/** A digest of what the build reads: a removed source file or another version of a package changes it too. */
function inputs({ dir, reads }: Codebase): string {
  const hash = createHash("sha256");
  for (const path of [...filesIn(dir, false), ...reads.flatMap((folder) => filesIn(join(dir, folder)))])
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  return hash.digest("hex");
}

/** Without specs, documentation, secrets, and what compilers and emulators write beside the sources. */
const filesIn = (dir: string, recursive = true): string[] =>
  readdirSync(dir, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|\.(spec\.ts|md|log|tsbuildinfo)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Builds what has changed. Commands that start at once wait for the one that builds. */
export async function build(...names: CodebaseName[]): Promise<void> {
  await Promise.all(names.map((name) => withLock(`build-${name}`, () => buildOne(name))));
}

async function buildOne(name: CodebaseName): Promise<void> {
  if (isBuilt(name)) return;
  const codebase = codebases[name];
  const stamp = inputs(codebase);
  const { failed, all } = await withProgress("Building", () =>
    execa("npm", ["run", "build"], { cwd: codebase.dir, all: true, reject: false, timeout: timeoutMs }),
  );
  if (failed) throw new Error(`${codebase.dir} cannot be built:\n${all}`);
  writeFileSync(buildStamp(codebase), stamp);
}

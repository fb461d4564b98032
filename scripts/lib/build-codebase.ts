import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { execa } from "execa";
import { withLock } from "./lock.mjs";
import { fulfilmentDir, functionsDir, root, webDir } from "./paths.mjs";
import { withProgress } from "./progress.js";

const timeoutMs = 5 * 60_000;

export type CodebaseName = "functions" | "fulfilment" | "web";

/** A directory that is built on its own by its `npm run build`; `output`: below `dir`; `alsoReads`: other directories. */
type Codebase = { dir: string; output: string; alsoReads?: string[] };

const codebases: Record<CodebaseName, Codebase> = {
  functions: { dir: functionsDir, output: "dist" },
  /** A merchant's codebase, which is not deployed from here. */
  fulfilment: { dir: fulfilmentDir, output: "lib" },
  /** The merchant's web app. */
  web: {
    dir: webDir,
    output: "dist",
    alsoReads: [join(root, "client", "src"), join(functionsDir, "src")],
  },
};

const buildStamp = ({ dir, output }: Codebase) => join(dir, output, ".inputs");

/** Whether what a codebase was built to is made of its present sources. */
export function isBuilt(name: CodebaseName): boolean {
  const codebase = codebases[name];
  return existsSync(buildStamp(codebase)) && readFileSync(buildStamp(codebase), "utf8") === inputs(codebase);
}

/** A digest of what the build reads: a removed source file or another version of a package changes it too. */
function inputs({ dir, alsoReads = [] }: Codebase): string {
  const folders = [...["src", "build", "public"].map((name) => join(dir, name)), ...alsoReads];
  const paths = [...filesIn(dir, false), ...folders.filter(existsSync).flatMap((folder) => filesIn(folder))];
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  return hash.digest("hex");
}

/** A build reads neither specs, documentation and secrets nor what compilers and emulators write beside its sources. */
const isInput = (path: string) => !/^\.|\.(spec\.ts|md|log|tsbuildinfo)$/.test(basename(path));

function filesIn(dir: string, recursive = true): string[] {
  return readdirSync(dir, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isInput)
    .sort();
}

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

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { execa } from "execa";
import { withLock } from "./lock.mjs";
import { fulfilmentDir, functionsDir, root, webDir } from "./paths.mjs";
import { withProgress } from "./progress.js";

const timeoutMs = 5 * 60_000;

/** A directory that is built on its own by its `npm run build`; `alsoReads`: other directories that its build reads. */
type Codebase = { dir: string; main: string; alsoReads?: string[] };

const codebases = {
  functions: { dir: functionsDir, main: "dist/index.js" },
  /** A merchant's codebase, which is not deployed from here. */
  fulfilment: { dir: fulfilmentDir, main: "lib/index.js" },
  /** The merchant's web app. */
  web: {
    dir: webDir,
    main: "dist/index.html",
    alsoReads: [join(root, "client", "src"), join(functionsDir, "src")],
  },
} satisfies Record<string, Codebase>;

export type CodebaseName = keyof typeof codebases;

const buildStamp = ({ dir, main }: Codebase) => join(dir, dirname(main), ".inputs");

/** Whether what a codebase was built to is made of its present sources. */
export function isBuilt(name: CodebaseName): boolean {
  const codebase: Codebase = codebases[name];
  return existsSync(buildStamp(codebase)) && readFileSync(buildStamp(codebase), "utf8") === inputs(codebase);
}

/** A digest of what the build reads: a removed source file or another version of a package changes it too. */
function inputs({ dir, alsoReads = [] }: Codebase): string {
  const own = ["", "src", "build", "public"].flatMap((name) => filesIn(dir, name)).filter(isInput);
  const paths = own.map((path) => join(dir, path));
  for (const other of alsoReads) paths.push(...filesIn(other, ".").map((path) => join(other, path)));
  const hash = createHash("sha256");
  for (const path of paths.filter((path) => !path.endsWith(".spec.ts")))
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  return hash.digest("hex");
}

const isInput = (path: string): boolean =>
  /^(src|build)[/\\].*\.(ts|tsx|mjs|css)$/.test(path) ||
  /^public[/\\].*\.\w+$/.test(path) ||
  /^[^/\\.][^/\\]*\.(json|html|ts)$/.test(path);

/** Names relative to `dir`, sorted; of `dir` itself only the files that lie directly in it. */
function filesIn(dir: string, name: string): string[] {
  if (!existsSync(join(dir, name))) return [];
  return readdirSync(join(dir, name), { recursive: name !== "", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort();
}

/** Builds what has changed. Commands that start at once wait for the one that builds. */
export async function build(...names: CodebaseName[]): Promise<void> {
  await Promise.all(names.map((name) => withLock(`build-${name}`, timeoutMs, () => buildOne(name))));
}

async function buildOne(name: CodebaseName): Promise<void> {
  if (isBuilt(name)) return;
  const codebase: Codebase = codebases[name];
  const stamp = inputs(codebase);
  const { failed, all } = await withProgress("Building", () =>
    execa("npm", ["run", "build"], { cwd: codebase.dir, all: true, reject: false, timeout: timeoutMs }),
  );
  if (failed) throw new Error(`${codebase.dir} cannot be built:\n${all}`);
  writeFileSync(buildStamp(codebase), stamp);
}

import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { execa } from "execa";
import { make } from "./make.mjs";
import { fulfilmentDir, functionsDir, root, webDir } from "./paths.mjs";

const timeoutMs = 5 * 60_000;

/** What `npm run build` in `dir` makes, from the folders that it reads and the files of `dir` itself. */
const codebase = (name: string, dir: string, output: string, reads: string[]) => ({
  name: `build-${name}`,
  dir,
  stamp: join(dir, output, ".inputs"),
  // A removed source file or another version of a package changes it, too.
  digest: () =>
    [...filesIn(dir, false), ...reads.flatMap((folder) => filesIn(join(dir, folder)))]
      .map((path) => `${relative(root, path)} ${statSync(path).mtimeMs}\n`)
      .join(""),
});

/** Without specs, documentation, secrets, and what compilers and emulators write beside the sources. */
const filesIn = (dir: string, recursive = true): string[] =>
  readdirSync(dir, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|\.(spec\.ts|md|log|tsbuildinfo)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

export const functions = codebase("functions", functionsDir, "dist", ["src", "build"]);
/** A merchant's codebase, which is not deployed from here. */
export const fulfilment = codebase("fulfilment", fulfilmentDir, "lib", ["src"]);
const webSources = ["src", "build", "public", "../client/src", "../functions/src"];
/** The merchant's web app. */
export const web = codebase("web", webDir, "dist", webSources);

/** Builds what has changed. All have ended when one has failed. */
export async function build(...codebases: (typeof functions)[]): Promise<void> {
  const results = await Promise.allSettled(
    codebases.map((one) =>
      make(one, () => execa("npm", ["run", "build"], { cwd: one.dir, timeout: timeoutMs })),
    ),
  );
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

import { basename, dirname, join, relative } from "node:path";
import { listFiles } from "./files.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

const timeoutMs = 120_000;

/** @param {...string} segments */
const bin = (...segments) => join(root, "node_modules", ...segments);

/**
 * Everything that can be said about the code without running it.
 *
 * @typedef {"lint" | "types"} CheckKind
 * @returns {{ kind: CheckKind, name: string, args: string[] }[]} programs of Node
 */
function checks() {
  const projects = listFiles(root, (path) => basename(path) === "tsconfig.json");
  return [
    {
      kind: "lint",
      name: "format and lint (biome)",
      args: [bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"],
    },
    {
      kind: "lint",
      name: "lint with types (oxlint)",
      args: [bin("oxlint", "bin", "oxlint"), "--type-aware", "--deny-warnings"],
    },
    {
      kind: "lint",
      name: "licences, versions and install scripts",
      args: [join(root, "scripts", "check-packages.mjs")],
    },
    {
      kind: "types",
      name: "the client's types are those of the functions",
      args: ["--import=tsx", join(root, "client", "tools", "write-types.ts"), "--check"],
    },
    {
      kind: "types",
      name: "the client's API is the one that was reported",
      args: ["--import=tsx", join(root, "client", "tools", "write-api.ts"), "--check"],
    },
    ...projects.map((project) => ({
      kind: /** @type {const} */ ("types"),
      name: `types of ${relative(root, dirname(project)) || "the root directory"} (tsc)`,
      args: [bin("typescript", "bin", "tsc"), "--noEmit", "-p", project],
    })),
  ];
}

/**
 * Runs all checks at once, or those of one kind, and prints the output of those that fail.
 *
 * @param {CheckKind} [kind]
 * @returns {Promise<number>} how many failed
 */
export async function runChecks(kind) {
  const results = await Promise.all(
    checks()
      .filter((check) => kind === undefined || check.kind === kind)
      .map(async ({ name, args }) => {
        const began = performance.now();
        const { code, output } = await run(process.execPath, args, { cwd: root, timeoutMs });
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        console.log(`${code === 0 ? "ok    " : "FAILED"}  ${name}  ${seconds} s`);
        return { name, code, output };
      }),
  );
  const failed = results.filter(({ code }) => code !== 0);
  for (const { name, output } of failed) console.log(`\n--- ${name}\n${output.trimEnd()}`);
  return failed.length;
}

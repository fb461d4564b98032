import { join } from "node:path";
import { execa } from "execa";
import { bin, root } from "./paths.mjs";

type Check = { kind: "lint" | "types"; name: string; args: string[] };

const tsx = (...segments: string[]) => ["--import=tsx", join(root, ...segments)];

/** Everything that can be said about the code without running it: programs of Node. */
const checks: Check[] = [
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
    name: "licences of what is deployed",
    args: [
      bin("license-checker-rseidelsohn", "bin", "license-checker-rseidelsohn"),
      "--start=functions",
      "--production",
      "--excludePrivatePackages",
      "--summary",
      "--onlyAllow=0BSD;Apache-2.0;BSD-2-Clause;BSD-3-Clause;ISC;MIT;Unlicense",
    ],
  },
  { kind: "types", name: "types (tsc)", args: [bin("typescript", "bin", "tsc"), "--build", "--noEmit"] },
  { kind: "types", name: "client types", args: [...tsx("client", "tools", "write-types.ts"), "--check"] },
  { kind: "types", name: "client API report", args: [...tsx("client", "tools", "write-api.ts"), "--check"] },
];

/** Runs all checks at once, or those of one kind, prints the output of those that fail, and says how many did. */
export async function runChecks(kind?: string): Promise<number> {
  const results = await Promise.all(
    checks
      .filter((check) => kind === undefined || check.kind === kind)
      .map(async ({ name, args }) => {
        const result = await execa(process.execPath, args, {
          cwd: root,
          all: true,
          reject: false,
          timeout: 300_000,
        });
        console.log(
          `${result.failed ? "FAILED" : "ok    "}  ${name}  ${(result.durationMs / 1000).toFixed(1)} s`,
        );
        return { name, failed: result.failed, output: result.all };
      }),
  );
  const failed = results.filter((result) => result.failed);
  for (const { name, output } of failed) console.log(`\n--- ${name}\n${output}`);
  return failed.length;
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { bin, cacheDir, root } from "./paths.mjs";

/** Where processes under test leave what they ran; .c8rc.json names it too. */
export const coverageDir = join(cacheDir, "coverage");

/** Where a branch that no test takes is a branch about money, or about what the vendor may answer. */
const fullyCovered = ["orders/transition/*.ts", "shared/money.ts", "pointcheckout/*.ts"].flatMap(
  (pattern) => ["--include", `functions/src/${pattern}`],
);

export const clearCoverage = () => rmSync(coverageDir, { recursive: true, force: true });

/**
 * Adds up the coverage that all processes left, prints the totals, writes coverage/index.html, and names what is not
 * covered but must be.
 */
export async function reportCoverage(): Promise<{ passed: number; failed: number }> {
  const commands = [["report"], ["check-coverage", "--per-file", "--100", ...fullyCovered]];
  const results = await Promise.all(
    commands.map((args) =>
      execa(process.execPath, [bin("c8", "bin", "c8.js"), ...args], { cwd: root, all: true, reject: false }),
    ),
  );
  for (const { all } of results) if (all) console.log(all);
  return { passed: 0, failed: results.some(({ failed }) => failed) ? 1 : 0 };
}

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
  for (const args of [["report"], ["check-coverage", "--per-file", "--100", ...fullyCovered]]) {
    const c8 = [bin("c8", "bin", "c8.js"), ...args];
    const { failed } = await execa(process.execPath, c8, { cwd: root, stdio: "inherit", reject: false });
    if (failed) return { passed: 0, failed: 1 };
  }
  return { passed: 0, failed: 0 };
}

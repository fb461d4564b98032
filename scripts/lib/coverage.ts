import { rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { bin, cacheDir, root } from "./paths.mjs";

/** Where processes under test leave what they ran. */
export const coverageDir = join(cacheDir, "coverage");

/**
 * Where a branch that no test takes is a branch about money, or about what the vendor may answer: every one has to be
 * taken.
 */
const fullyCovered = ["orders/transition*.ts", "shared/money.ts", "pointcheckout/*.ts"];

const everything = ["--src", join(root, "functions", "src"), "--include", "functions/src/**/*.ts", "--all"];

export const clearCoverage = () => rmSync(coverageDir, { recursive: true, force: true });

/**
 * Adds up the coverage that all processes left, prints the totals, writes coverage/index.html, and names what is not
 * covered but must be.
 *
 * @returns whether all is covered that must be
 */
export async function reportCoverage(): Promise<boolean> {
  await c8("report", [...everything, "--reporter", "html", "--reporter", "text-summary"]);
  const included = fullyCovered.flatMap((pattern) => ["--include", `functions/src/${pattern}`]);
  return await c8("check-coverage", [...included, "--per-file", "--100"]);
}

async function c8(command: string, args: string[]): Promise<boolean> {
  const places = ["--temp-directory", coverageDir, "--reports-dir", join(root, "coverage")];
  const options = ["--exclude", "**/*.spec.ts", "--exclude-after-remap"];
  const result = await execa(
    process.execPath,
    [bin("c8", "bin", "c8.js"), command, ...places, ...options, ...args],
    { cwd: root, stdio: "inherit", reject: false, timeout: 300_000 },
  );
  return !result.failed;
}

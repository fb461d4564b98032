import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { listFiles, readJson } from "./files.mjs";
import { cacheDir, functionsDir, root } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * Where a branch that no test takes is a branch about money, or about what the vendor may answer: every one has to be
 * taken. Directories below functions, patterns over the file names in them.
 */
const fullyCovered = [
  { dir: "src/orders", name: /^transition.*\.ts$/ },
  { dir: "src/shared", name: /^money\.ts$/ },
  { dir: "src/pointcheckout", name: /^[^/]*\.ts$/ },
];

/** Where processes under test leave what they ran. */
export const coverageDir = join(cacheDir, "coverage");
const reportDir = join(root, "coverage");

export function clearCoverage() {
  rmSync(coverageDir, { recursive: true, force: true });
}

/**
 * Adds up the coverage that the specs' processes left (the emulators' workers run the bundle, which has other branches),
 * prints it and names what is not covered but must be. The whole report,
 * line by line, is in coverage/index.html.
 *
 * @returns {Promise<number>} how many files are not covered as they must be
 */
export async function reportCoverage() {
  const { code, output } = await run(
    process.execPath,
    [
      join(root, "node_modules", "c8", "bin", "c8.js"),
      "report",
      "--temp-directory",
      coverageDir,
      "--reports-dir",
      reportDir,
      "--reporter",
      "json-summary",
      "--reporter",
      "json",
      "--reporter",
      "html",
      "--src",
      join(functionsDir, "src"),
      "--include",
      "functions/src/**/*.ts",
      "--exclude",
      "**/*.spec.ts",
      "--exclude-after-remap",
      "--all",
    ],
    { cwd: root, timeoutMs: 120_000 },
  );
  const summary = readJson(join(reportDir, "coverage-summary.json"));
  if (code !== 0 || summary === undefined) {
    console.log(`The coverage report failed:\n${output.trimEnd()}`);
    return 1;
  }
  const details = readJson(join(reportDir, "coverage-final.json"));
  console.log(`Coverage of functions/src: ${percentages(summary.total)}`);
  const lacking = requiredFiles().filter((path) => !isFullyCovered(summary[path]));
  for (const path of lacking) console.log(`  ${describeLack(path, summary[path], details[path])}`);
  return lacking.length;
}

function requiredFiles() {
  return fullyCovered.flatMap(({ dir, name }) =>
    listFiles(join(functionsDir, dir), (path) => {
      const file = relative(join(functionsDir, dir), path);
      return name.test(file) && !file.endsWith(".spec.ts");
    }),
  );
}

/**
 * Branches alone would not do: V8 counts none in a function that was never called.
 *
 * @param {any} summary
 */
const isFullyCovered = (summary) =>
  ["branches", "functions", "lines"].every((aspect) => summary?.[aspect].pct === 100);

/** @param {any} summary */
const percentages = ({ lines, branches }) => `lines ${lines.pct} %, branches ${branches.pct} %`;

/**
 * @param {string} path
 * @param {any} summary
 * @param {any} details in Istanbul's form
 */
function describeLack(path, summary, details) {
  const place = relative(root, path);
  if (summary === undefined) return `${place}: not measured; everything in it has to be covered`;
  const branches = Object.entries(details.branchMap).filter(([id]) => details.b[id].includes(0));
  const statements = Object.entries(details.statementMap).filter(([id]) => details.s[id] === 0);
  const lines = [...branches.map(([, { loc }]) => loc), ...statements.map(([, loc]) => loc)].map(
    ({ start }) => start.line,
  );
  return `${place}: ${percentages(summary)}; everything in it has to be covered, lacking: line ${ranges(lines)}`;
}

/** @param {number[]} lines */
export function ranges(lines) {
  const sorted = [...new Set(lines)].sort((a, b) => a - b);
  const first = sorted.filter((line) => !sorted.includes(line - 1));
  const last = sorted.filter((line) => !sorted.includes(line + 1));
  return first.map((line, index) => (line === last[index] ? line : `${line}-${last[index]}`)).join(", ");
}

// Licences, exact versions and install scripts of what is deployed, and the list of it in docs/decisions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionsDir, root } from "./lib/paths.mjs";
import { documentProblems, packageProblems } from "./lib/supply-chain.mjs";

/**
 * @param {string} name
 * @param {string} directory
 */
function readProject(name, directory) {
  const read = (/** @type {string} */ file) => readFileSync(join(directory, file), "utf8");
  const manifest = JSON.parse(read("package.json"));
  return { name, manifest, lock: JSON.parse(read("package-lock.json")), npmrc: read(".npmrc") };
}

const functions = readProject("functions", functionsDir);
const document = "docs/decisions/0011-dependencies.md";
const problems = [
  ...packageProblems(functions),
  ...packageProblems(readProject("root", root)),
  ...documentProblems(readFileSync(join(root, document), "utf8"), functions).map(
    (one) => `${document}: ${one}`,
  ),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

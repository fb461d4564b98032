import { join } from "node:path";
import { root } from "./paths.mjs";
import { runSpecs, unitSpecs } from "./run-specs.mjs";

/**
 * Runs the specs that need nothing running: all of them in two processes beside each other, the functions' own and the
 * others, or those that are asked for in one.
 *
 * @param {object} options
 * @param {string[]} options.files to run; empty for all
 * @param {string[]} options.mochaArgs such as --grep
 * @param {import("./clean-up.mjs").CleanUp} options.cleanUp
 * @returns {Promise<import("./run-specs.mjs").Totals>}
 */
export async function runUnitSpecs({ files, mochaArgs, cleanUp }) {
  if (files.length > 0) return runSpecs({ name: "unit", files, mochaArgs, cleanUp });
  const all = unitSpecs();
  if (mochaArgs.length > 0) return runSpecs({ name: "unit", files: all, mochaArgs, cleanUp });
  const own = join(root, "functions", "src");
  const [first, second] = await Promise.all([
    runSpecs({ name: "unit", files: all.filter((file) => file.startsWith(own)), cleanUp }),
    runSpecs({
      name: "other-unit",
      files: all.filter((file) => !file.startsWith(own)),
      aside: true,
      cleanUp,
    }),
  ]);
  return { passed: first.passed + second.passed, failed: first.failed + second.failed };
}

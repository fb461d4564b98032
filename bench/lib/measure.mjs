import { parseArgs } from "node:util";
import { createCleanUp, stopOnSignal } from "../../scripts/lib/clean-up.ts";
import { startEmulators } from "../../scripts/lib/emulators.ts";
import { startSimulator } from "../../scripts/lib/servers.ts";
import { localEnvironment, testSuite } from "../../scripts/lib/suites.ts";

/**
 * A measurement in emulators of its own, beside the bare functions: reads the options that all of them take
 * (`--rounds`, `--only`, `--most`, `--json`), prints the report, and ends with 1 when its ratio is beyond `--most`.
 *
 * @template {{ ratio: number }} Report
 * @param {{ rounds: number }} defaults
 * @param {(rounds: number, only: string[]) => Promise<Report>} measure is called when everything runs and the
 *   environment names it; `only` is empty for all
 */
export async function runMeasurement(defaults, measure) {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: `${defaults.rounds}` },
      only: { type: "string", default: "" },
      most: { type: "string", default: "Infinity" },
      json: { type: "boolean", default: false },
    },
  });
  const cleanUp = createCleanUp();
  stopOnSignal(cleanUp);
  try {
    const suite = testSuite();
    suite.config.functions.push({ source: "bench/bare-functions", codebase: "bench" });
    await startEmulators(suite, cleanUp);
    await startSimulator(suite, cleanUp);
    Object.assign(process.env, localEnvironment(suite));
    const report = await measure(Number(values.rounds), values.only.split(",").filter(Boolean));
    console.log(values.json ? JSON.stringify(report) : report);
    process.exitCode = report.ratio <= Number(values.most) ? 0 : 1;
  } finally {
    await cleanUp.stop();
  }
}

import { parseArgs } from "node:util";
import { createCleanUp, stopOnSignal } from "../../scripts/lib/clean-up.js";
import { startEmulators } from "../../scripts/lib/emulators.js";
import { startSimulator } from "../../scripts/lib/servers.js";
import { localEnvironment, testSuite } from "../../scripts/lib/suites.js";

/**
 * A measurement in emulators of its own, beside the bare functions: reads the options that all of them take
 * (`--rounds`, `--only`, `--most`, `--json`), prints the report, and ends with 1 when its ratio is beyond `--most`.
 *
 * @param measure is called when everything runs and the environment names it; `only` is empty for all
 */
export async function runMeasurement<Report extends { ratio: number }>(
  defaultRounds: number,
  measure: (rounds: number, only: string[]) => Promise<Report>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: `${defaultRounds}` },
      only: { type: "string", default: "" },
      most: { type: "string", default: "Infinity" },
      json: { type: "boolean" },
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

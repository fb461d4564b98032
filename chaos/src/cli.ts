// The proof: npm run chaos -- [--orders 300] [--seed 1..5] [--faults all|none|name,…] [--kill] [--json]
// Exit 0: every invariant held. 1: one was violated, or the run failed. 2: wrong usage.
import { createCleanUp, stopOnSignal } from "../../scripts/lib/clean-up.js";
import { startEmulators } from "../../scripts/lib/emulators.js";
import { describeError } from "../../scripts/lib/errors.js";
import { firstDeath, startSimulator } from "../../scripts/lib/servers.js";
import { chaosSuite } from "../../scripts/lib/suites.js";
import { openEnvironment } from "./environment.js";
import { type CommandLine, readOptions, USAGE, UsageError } from "./options.js";
import { describeViolations } from "./report/describe-violations.js";
import { printSummary } from "./report/table.js";
import { type ChaosResult, runChaos } from "./run-chaos.js";

const cleanUp = createCleanUp();
stopOnSignal(cleanUp);
const log = (line: string) => process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  log(describeError(error));
  if (error instanceof UsageError) log(USAGE);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
await cleanUp.stop();
// A run that lost its emulators would go on waiting for them.
if (process.exitCode !== 0) process.exit();

/** @returns whether every invariant held */
async function run({ seeds, json, ...options }: CommandLine): Promise<boolean> {
  const suite = chaosSuite();
  const child = await startEmulators(suite, cleanUp);
  const simulator = await startSimulator(suite, cleanUp);
  const environment = await openEnvironment(suite, child.pid ?? 0, cleanUp);
  const results: ChaosResult[] = [];
  for (const seed of seeds) {
    const running = runChaos(environment, { ...options, seed, log });
    const result = await Promise.race([running, firstDeath([child, simulator])]);
    results.push(result);
    if (result.violations.length > 0) log(describeViolations(result));
  }
  if (json) console.log(JSON.stringify({ ...options, runs: results }));
  else printSummary(results);
  return results.every(({ violations }) => violations.length === 0);
}

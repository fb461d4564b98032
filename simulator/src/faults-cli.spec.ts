import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startSimulator } from "./simulator.js";

const CLI = fileURLToPath(new URL("./faults-cli.ts", import.meta.url));
// Each run is a process that compiles its sources, on a machine that may be busy.
const TIMEOUT_MS = 30_000;

/** Its exit code, standard output and standard error. */
async function run(url: string, ...args: string[]): Promise<[number | null, string, string]> {
  const child = spawn(process.execPath, ["--import", "tsx", CLI, ...args], {
    env: { ...process.env, SIMULATOR_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  await once(child, "close");
  return [child.exitCode, output, errors];
}

describe("simulator:faults", function () {
  this.timeout(TIMEOUT_MS);

  it("finds the simulator by SIMULATOR_URL, and ends with 0, 1 or 2", async () => {
    const simulator = await startSimulator();
    try {
      const ended = await Promise.all([
        run(simulator.url, "arm", "reset-before", "--operation", "create-link"),
        run(simulator.url, "arm", "reset-before", "--operation", "announce"),
        run(simulator.url, "arm", "reset-before", "--times", "0"),
      ]);
      assert.deepEqual(ended[0], [0, "fault-1 is armed.\n", ""]);
      assert.deepEqual(ended[1].slice(0, 2), [1, ""]);
      assert.match(ended[1][2], /^operation: "reset-before" can only happen to create-link/);
      assert.deepEqual(ended[2].slice(0, 2), [2, ""]);
      assert.match(ended[2][2], /whole number from 1 on/);
      assert.deepEqual(
        simulator.state.faults.list().map(({ operation, effect }) => [operation, effect.kind]),
        [["create-link", "reset-before"]],
      );
    } finally {
      await simulator.close();
    }
  });

  it("says that no simulator runs there", async () => {
    const simulator = await startSimulator();
    await simulator.close();
    const [code, output, errors] = await run(simulator.url, "list");
    assert.deepEqual([code, output], [1, ""]);
    assert.match(errors, /^No simulator answers at http:.*npm run simulator.*--url or SIMULATOR_URL\.\n$/);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import getPort from "get-port";
import { root } from "../../scripts/lib/paths.mjs";

const timeoutMs = 60_000;
const framework = join(root, "node_modules/@google-cloud/functions-framework/build/src/main.js");
const reportUsage = join(root, "bench", "lib", "report-usage.cjs");

/**
 * A function as Google's framework hosts it, and the request that is its first.
 *
 * @typedef {object} Hosted
 * @property {string} source directory with its package.json
 * @property {string} target name of the export
 * @property {"http" | "cloudevent"} signature
 * @property {NodeJS.ProcessEnv} env
 * @property {{ headers: Record<string, string>, body: string }} request
 */

/**
 * Starts a fresh process with one function, sends it one request, and ends it.
 *
 * @param {Hosted} hosted
 * @returns {Promise<{ status: number, answer: string, cpuMs: number, peakMb: number }>} processor time of the whole
 *   process and its largest memory, both from its start to its first answer
 */
export async function startCold({ source, target, signature, env, request }) {
  const port = await getPort();
  const flags = Object.entries({ source, target, "signature-type": signature, port });
  const child = spawn(
    process.execPath,
    ["--require", reportUsage, framework, ...flags.map(([name, value]) => `--${name}=${value}`)],
    {
      cwd: source,
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  const exited = once(child, "exit");
  /** @type {string[]} */
  const lines = [];
  const listening = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: /** @type {import("node:stream").Readable} */ (stream) }).on(
        "line",
        (line) => {
          lines.push(line);
          if (line.startsWith("URL: ")) resolve(undefined);
        },
      );
    }
    exited.then(() => reject(new Error(`${target} ended before it listened:\n${lines.join("\n")}`)), reject);
  });
  try {
    await listening;
    const used = once(child, "message", { signal: AbortSignal.timeout(timeoutMs) });
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      ...request,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = await response.text();
    const [{ cpuMs, peakMb }] = await used;
    return { status: response.status, answer, cpuMs, peakMb };
  } finally {
    child.kill("SIGKILL");
    await exited;
  }
}

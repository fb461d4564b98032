import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import getPort from "get-port";
import { bin, root } from "../../scripts/lib/paths.mjs";

const timeoutMs = 60_000;
const framework = bin("@google-cloud", "functions-framework", "build", "src", "main.js");

/** A function as Google's framework hosts it, and the request that is its first. */
export type Hosted = {
  /** Directory with its package.json. */
  source: string;
  /** Name of the export. */
  target: string;
  signature: "http" | "cloudevent";
  env: NodeJS.ProcessEnv;
  request: { headers: Record<string, string>; body: string };
};

/**
 * Starts a fresh process with one function, sends it one request, and ends it.
 *
 * @returns processor time of the whole process and its largest memory, both from its start to its first answer
 */
export async function startCold({ source, target, signature, env, request }: Hosted) {
  const port = await getPort();
  const flags = Object.entries({ source, target, "signature-type": signature, port });
  const options = flags.map(([name, value]) => `--${name}=${value}`);
  const child = spawn(
    process.execPath,
    ["--require", `${root}/bench/lib/report-usage.cjs`, framework, ...options],
    { cwd: source, env, stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
  const exited = once(child, "exit");
  const lines: string[] = [];
  const listening = new Promise<void>((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      if (!input) continue;
      createInterface({ input }).on("line", (line) => {
        lines.push(line);
        if (line.startsWith("URL: ")) resolve();
      });
    }
    exited.then(() => reject(new Error(`${target} ended before it listened:\n${lines.join("\n")}`)), reject);
  });
  try {
    await listening;
    const signal = AbortSignal.timeout(timeoutMs);
    const used = once(child, "message", { signal });
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", ...request, signal });
    const answer = await response.text();
    const [usage] = (await used) as [{ cpuMs: number; peakMb: number }];
    return { status: response.status, answer, ...usage };
  } finally {
    child.kill("SIGKILL");
    await exited;
  }
}

import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { scriptsLibDir } from "./paths.mjs";
import { withDeadline } from "./wait-until.mjs";

const tailLines = 40;

/**
 * @typedef {object} ChildOptions
 * @property {string} name as it is called in messages and in the output
 * @property {string[]} args of Node
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile takes the whole output
 */

/**
 * A Node program that runs beside us: its output is kept, its death noticed, and it does not outlive us.
 *
 * @param {ChildOptions} options
 */
export function startChild({ name, args, cwd, env, logFile }) {
  mkdirSync(dirname(logFile), { recursive: true });
  mkdirSync(cwd, { recursive: true });
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, NODE_OPTIONS: requiring(env.NODE_OPTIONS, "exit-with-parent.cjs") },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in the terminal reaches only us, so that we decide who stops when; and what a child
    // leaves behind can be ended as a group.
    detached: true,
  });
  const log = createWriteStream(logFile);
  /** @type {string[]} */
  const tail = [];
  /** @type {Set<(line: string) => void>} */
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: /** @type {import("node:stream").Readable} */ (stream) }).on("line", (line) => {
      log.write(`${line}\n`);
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
      for (const listener of listeners) listener(line);
    });
  }
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not start: ${error.message}`));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  }).then((how) => {
    log.end();
    return how;
  });

  return {
    name,
    pid: child.pid,
    /** Resolves with how it ended, wanted or not. */
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    /** The last lines of its output. */
    tail: () => tail.join("\n"),
    /** @param {(line: string) => void} listener */
    onLine: (listener) => void listeners.add(listener),

    /**
     * Waits for a line of its output and gives it.
     *
     * @param {RegExp} pattern
     * @param {number} timeoutMs
     * @returns {Promise<string>}
     */
    async waitForLine(pattern, timeoutMs) {
      /** @type {(line: string) => void} */
      let listener = () => {};
      const seen = new Promise((resolve) => {
        listener = (line) => pattern.test(line) && resolve(line);
        listeners.add(listener);
        tail.forEach(listener);
      });
      const died = exited.then((how) => {
        throw new Error(`${name} ended (${how}) before it was ready`);
      });
      try {
        return await withDeadline(`${name} to print ${pattern}`, Promise.race([seen, died]), timeoutMs);
      } finally {
        listeners.delete(listener);
      }
    },

    /**
     * Asks it to stop, and ends it and all it has started when it has not done so by the deadline.
     *
     * @param {{ timeoutMs?: number }} [options]
     */
    async stop({ timeoutMs = 15_000 } = {}) {
      if (child.pid === undefined) return;
      if (child.exitCode === null && child.signalCode === null) {
        // On Windows a signal ends a process without a word; the closed channel is understood everywhere.
        if (process.platform === "win32") child.disconnect();
        else child.kill("SIGINT");
        await withDeadline(`${name} to stop`, exited, timeoutMs).catch(() => {});
      }
      killGroup(child.pid);
      await withDeadline(`${name} to be killed`, exited, 5_000);
    },
  };
}

/** @typedef {ReturnType<typeof startChild>} Child */

/**
 * NODE_OPTIONS with one more of our hooks to load.
 *
 * @param {string | undefined} options
 * @param {string} hook a file beside this one
 */
export function requiring(options, hook) {
  const path = join(scriptsLibDir, hook).replaceAll("\\", "/");
  return `${options ?? ""} --require "${path.replaceAll('"', '\\"')}"`.trim();
}

/**
 * Ends what is left of a process group. A leader that is gone leaves the id unused unless members live on.
 *
 * @param {number} pid
 */
function killGroup(pid) {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ESRCH: nothing is left, which is what we want.
  }
}

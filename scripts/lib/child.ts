import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pWaitFor from "p-wait-for";
import treeKill from "tree-kill";
import type { CleanUp } from "./clean-up.js";
import { root } from "./paths.mjs";

const tailLines = 40;

/** `name`: as it is called in messages; `ready`: what ends the waiting for its output; `stopMs`: how long it may take to stop */
type ChildOptions = {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  ready: RegExp;
  startMs?: number;
  stopMs?: number;
};

export type Child = Awaited<ReturnType<typeof startChild>>;

/**
 * Starts a program of Node beside us, and gives it once it is ready: its output goes to a file, its death is noticed,
 * the clean-up stops it, and it does not outlive us.
 */
export async function startChild(options: ChildOptions, cleanUp: CleanUp) {
  const { name, args, cwd, env, logFile, ready, startMs = 60_000, stopMs = 15_000 } = options;
  for (const dir of [cwd, dirname(logFile)]) mkdirSync(dir, { recursive: true });
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, NODE_OPTIONS: requiring(env.NODE_OPTIONS, "exit-with-parent.cjs") },
    stdio: ["ignore", log, log, "ipc"],
    // A group of its own: Ctrl-C in the terminal reaches only us, so that we decide who stops when.
    detached: true,
  });
  closeSync(log);
  /** Resolves with how it ended, wanted or not. */
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once("error", (error) => resolve(`could not start: ${error.message}`));
  });
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const output = () => readFileSync(logFile, "utf8");
  const tail = () => output().trimEnd().split("\n").slice(-tailLines).join("\n");
  cleanUp.add({
    /** Asks first, and ends it and all it has started when it has not stopped by the deadline. */
    stop: async () => {
      child.kill("SIGINT");
      await Promise.race([exited, sleep(stopMs, undefined, { ref: false })]);
      // By who started whom, because Firebase's emulators have process groups of their own.
      if (!hasExited() && child.pid !== undefined) treeKill(child.pid, "SIGKILL");
      await Promise.race([exited, sleep(5_000, undefined, { ref: false })]);
    },
  });
  const isReady = () => ready.test(output());
  const timeout = { milliseconds: startMs, fallback: () => undefined };
  await pWaitFor(() => isReady() || hasExited(), { interval: 50, timeout });
  if (isReady()) return { name, pid: child.pid, exited, hasExited, output, tail };
  const why = hasExited()
    ? `it ended (${await exited})`
    : `it did not print ${ready} within ${startMs / 1000} s`;
  throw new Error(`the ${name} did not start: ${why}. Its last lines are:\n${tail()}`);
}

/** The path of a file beside this one that Node loads before a program. */
export const hook = (name: string): string => join(root, "scripts", "lib", name);

/** NODE_OPTIONS with one more hook to load. */
export const requiring = (options: string | undefined, name: string): string =>
  `${options ?? ""} --require "${hook(name).replaceAll('"', '\\"')}"`.trim();

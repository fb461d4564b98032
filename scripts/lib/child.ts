import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pWaitFor from "p-wait-for";
import treeKill from "tree-kill";
import { root } from "./paths.mjs";

const tailLines = 40;

type ChildOptions = { name: string; args: string[]; cwd: string; env: NodeJS.ProcessEnv; logFile: string };

export type Child = ReturnType<typeof startChild>;

/**
 * A program of Node that runs beside us: its output goes to a file, its death is noticed, and it does not outlive us.
 *
 * @param options `name`: as it is called in messages
 */
export function startChild({ name, args, cwd, env, logFile }: ChildOptions) {
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
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const output = () => readFileSync(logFile, "utf8");
  const tail = () => output().trimEnd().split("\n").slice(-tailLines).join("\n");

  return {
    name,
    pid: child.pid,
    /** Resolves with how it ended, wanted or not. */
    exited,
    hasExited,
    /** The last lines of its output. */
    tail,

    /** Waits for output that matches, which says that it is ready, and gives what did. */
    waitForOutput: async (pattern: RegExp, timeoutMs: number): Promise<string> => {
      const find = () => pattern.exec(output())?.[0];
      const timeout = { milliseconds: timeoutMs, fallback: () => undefined };
      await pWaitFor(() => find() !== undefined || hasExited(), { interval: 50, timeout });
      const found = find();
      if (found !== undefined) return found;
      const why = hasExited()
        ? `it ended (${await exited})`
        : `it did not print ${pattern} within ${timeoutMs / 1000} s`;
      throw new Error(`the ${name} did not start: ${why}. Its last lines are:\n${tail()}`);
    },

    /** Asks it to stop, and ends it and all it has started when it has not done so by the deadline. */
    async stop({ timeoutMs = 15_000 } = {}): Promise<void> {
      child.kill("SIGINT");
      await Promise.race([exited, sleep(timeoutMs, undefined, { ref: false })]);
      // By who started whom, because Firebase's emulators have process groups of their own.
      if (!hasExited() && child.pid !== undefined) treeKill(child.pid, "SIGKILL");
      await Promise.race([exited, sleep(5_000, undefined, { ref: false })]);
    },
  };
}

/** The path of a file beside this one that Node loads before a program. */
export const hook = (name: string): string => join(root, "scripts", "lib", name);

/** NODE_OPTIONS with one more hook to load. */
export const requiring = (options: string | undefined, name: string): string =>
  `${options ?? ""} --require "${hook(name).replaceAll('"', '\\"')}"`.trim();

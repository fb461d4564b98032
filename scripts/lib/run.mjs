import { spawn } from "node:child_process";

/**
 * Runs a command to its end and gives its exit code and both outputs together, in the order they came.
 *
 * A command that cannot be started (not installed, say) gives code -1 and the reason as its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number, shell?: boolean, echo?: boolean }} options
 *   `echo`: hand the output on to stderr as it comes
 * @returns {Promise<{ code: number, output: string, stdout: string }>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, shell = false, echo = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let stdout = "";
    /** @param {Buffer} data */
    const keep = (data) => {
      output += data;
      if (echo) process.stderr.write(data);
    };
    const timer = setTimeout(() => {
      output += `\nstopped after ${timeoutMs / 1000} s: ${command} ${args.join(" ")}\n`;
      child.kill("SIGKILL");
    }, timeoutMs);
    child.stdout.on("data", keep);
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", keep);
    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ code: -1, output: `${output}${error.message}\n`, stdout });
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, output, stdout });
    });
  });
}

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheDir } from "./paths.mjs";

/**
 * Does the work while no other command does work of that name. A lock whose process is gone is taken over.
 *
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @param {number} timeoutMs longer than any work takes
 * @returns {Promise<T>}
 */
export async function withLock(name, work, timeoutMs = 15 * 60_000) {
  const path = join(cacheDir, `${name}.lock`);
  const deadline = performance.now() + timeoutMs;
  // A lock that is being written has no process yet, and counts as held: 0 stands for our own processes.
  const holder = () => Number(readFileSync(path, "utf8"));
  while (expectedFailure(() => writeFileSync(path, `${process.pid}`, { flag: "wx" }), "EEXIST")) {
    const why = expectedFailure(() => process.kill(holder(), 0), "ESRCH", "EPERM", "ENOENT");
    if (why === "ESRCH") rmSync(path, { force: true });
    else if (performance.now() < deadline) await sleep(200);
    else throw new Error(`timed out after ${timeoutMs / 1000} s waiting for process ${holder()} (${path})`);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * @param {() => unknown} work
 * @param {string[]} expected codes
 * @returns {string | undefined} the code of the expected error that it threw
 */
function expectedFailure(work, ...expected) {
  try {
    work();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!expected.includes(code)) throw error;
    return code;
  }
}

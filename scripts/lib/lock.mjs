import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isErrno } from "./files.mjs";

const heartbeatMs = 2_000;
const staleMs = 20_000;

/**
 * Does the work while no other process does work under the same lock file.
 *
 * The holder touches the file every two seconds. A lock is taken over when its holder is gone, or, where that cannot
 * be known (another container on the same disk), when it was not touched for 20 seconds.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ timeoutMs: number, onWait?: (holder: string) => void }} options
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { timeoutMs, onWait }) {
  mkdirSync(dirname(path), { recursive: true });
  const token = `${process.pid} ${hostname()} ${performance.timeOrigin}-${performance.now()}`;
  const deadline = performance.now() + timeoutMs;
  for (let waited = false; !tryCreate(path, token); waited = true) {
    const holder = readLock(path);
    if (holder === undefined) continue;
    if (isStale(path, holder)) {
      takeAway(path, holder);
      continue;
    }
    if (!waited) onWait?.(`process ${holder.split(" ")[0]}`);
    if (performance.now() > deadline) {
      throw new Error(
        `timed out after ${timeoutMs / 1000} s waiting for the lock ${path}, held by ${holder}`,
      );
    }
    await sleep(100);
  }
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readLock(path) === token) rmSync(path, { force: true });
  }
}

/**
 * @param {string} path
 * @param {string} token
 */
function tryCreate(path, token) {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    // Somebody removed the directory, `git clean` say. The work goes on; a second one may begin.
    if (!isErrno(error, "ENOENT")) throw error;
  }
}

/** @param {string} path */
function readLock(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * @param {string} path
 * @param {string} holder
 */
function isStale(path, holder) {
  const [pid, host] = holder.split(" ");
  if (host === hostname() && !isAlive(Number(pid))) return true;
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > staleMs;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return isErrno(error, "EPERM");
  }
}

/**
 * Renames before removing: two waiters that saw the same stale lock must not remove the lock that the faster one of
 * them has created since. What was taken by mistake is put back.
 *
 * @param {string} path
 * @param {string} holder
 */
function takeAway(path, holder) {
  const taken = `${path}.${process.pid}`;
  try {
    renameSync(path, taken);
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    throw error;
  }
  const found = readLock(taken);
  if (found !== holder && found !== undefined) tryCreate(path, found);
  rmSync(taken, { force: true });
}

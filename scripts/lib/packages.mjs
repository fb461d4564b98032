import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "./lock.mjs";
import { functionsDir, root } from "./paths.mjs";

const timeoutMs = 10 * 60_000;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
// No package here needs an install script: npm 11 can skip them, and what runs nowhere is the same everywhere.
const npmCi = "ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error".split(" ");

/** @throws when this Node is too old */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node 20.19 or later is needed, this is ${process.versions.node}: https://nodejs.org`);
}

/** The directories whose installed packages are not those of their lock file. */
export const staleDirs = () =>
  [root, functionsDir].filter(
    (dir) => !existsSync(stampPath(dir)) || readFileSync(stampPath(dir), "utf8") !== expectedStamp(dir),
  );

/** Takes milliseconds when nothing has changed. Commands that start at once wait for the one that installs. */
export async function installPackages() {
  checkNode();
  if (staleDirs().length === 0) return;
  await withLock("install", async () => {
    const dirs = staleDirs();
    process.stderr.write(`Installing the packages of ${dirs.join(" and ")} …\n`);
    const began = performance.now();
    // Also after a failure or a signal: nothing goes on installing behind the lock.
    const results = await Promise.allSettled(dirs.map(install));
    for (const result of results) if (result.status === "rejected") throw result.reason;
    process.stderr.write(`Installed in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  });
}

/** @param {string} dir */
const stampPath = (dir) => join(dir, "node_modules", ".installed");

/** @param {string} dir */
function expectedStamp(dir) {
  const digest = createHash("sha256")
    .update(readFileSync(join(dir, "package-lock.json")))
    .digest("hex");
  // Packages may carry binaries for one major of Node.
  return `${digest} ${process.versions.node.split(".")[0]}`;
}

/** @param {string} dir */
async function install(dir) {
  const npm = promisify(execFile)("npm", npmCi, { cwd: dir, timeout: timeoutMs });
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => npm.child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  try {
    await npm;
  } catch (cause) {
    // Its message has npm's own words.
    const why = cause instanceof Error ? cause.message : "";
    throw new Error(`the packages of ${dir} could not be installed: ${why}`, { cause });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
  writeFileSync(stampPath(dir), expectedStamp(dir));
}

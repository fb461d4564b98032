import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { isMade, make } from "./make.mjs";
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

/** @param {string} dir */
const packages = (dir) => ({
  name: `install-${basename(dir)}`,
  stamp: join(dir, "node_modules", ".installed"),
  digest: () => {
    const lockFile = readFileSync(join(dir, "package-lock.json"));
    // Packages may carry binaries for one major of Node.
    return `${createHash("sha256").update(lockFile).digest("hex")} ${process.versions.node.split(".")[0]}`;
  },
});

/** The directories whose installed packages are not those of their lock file. */
export const staleDirs = () => [root, functionsDir].filter((dir) => !isMade(packages(dir)));

/** Takes milliseconds when nothing has changed. */
export async function installPackages() {
  checkNode();
  // Also after a failure or a signal: nothing goes on installing behind a lock.
  const results = await Promise.allSettled(staleDirs().map((dir) => make(packages(dir), () => install(dir))));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** @param {string} dir */
async function install(dir) {
  process.stderr.write(`Installing the packages of ${dir} …\n`);
  const began = performance.now();
  const npm = promisify(execFile)("npm", npmCi, { cwd: dir, timeout: timeoutMs });
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => npm.child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  try {
    await npm;
    process.stderr.write(`Installed in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  } catch (cause) {
    // Its message has npm's own words.
    const why = cause instanceof Error ? cause.message : "";
    throw new Error(`the packages of ${dir} could not be installed: ${why}`, { cause });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isErrno, readJson } from "./files.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

const installTimeoutMs = 10 * 60_000;

/**
 * What the installed packages depend on. The Node major is part of it because packages may carry binaries for one.
 *
 * @param {string} dir
 */
function expectedStamp(dir) {
  const hash = createHash("sha256");
  for (const name of ["package.json", "package-lock.json"])
    hash.update(readFileSync(join(dir, name))).update("\0");
  return { packages: hash.digest("hex"), node: nodeMajor() };
}

const nodeMajor = () => Number(process.versions.node.split(".")[0]);

/** @param {string} dir */
const stampPath = (dir) => join(dir, "node_modules", ".setup-stamp.json");

/**
 * Whether the packages of a directory are those of its lock file.
 *
 * @param {string} dir
 */
export function isInstalled(dir) {
  const stamp = readJson(stampPath(dir));
  const expected = expectedStamp(dir);
  if (stamp?.packages === expected.packages && stamp?.node === expected.node) return true;
  if (stamp !== undefined && stamp.node !== expected.node) return false;
  if (!isInstalledByHand(dir)) return false;
  writeStamp(dir);
  return true;
}

/** @param {string} dir */
function writeStamp(dir) {
  try {
    writeFileSync(stampPath(dir), JSON.stringify(expectedStamp(dir)));
  } catch (error) {
    // node_modules may be read-only (a mounted image); the next run compares again.
    if (!isErrno(error, "EACCES") && !isErrno(error, "EROFS")) throw error;
  }
}

/**
 * Spares somebody who just ran `npm install <package>` a second installation: npm writes what it has installed into
 * a hidden lock file as its last step.
 *
 * @param {string} dir
 */
function isInstalledByHand(dir) {
  const manifest = readJson(join(dir, "package.json"));
  const lock = readJson(join(dir, "package-lock.json"))?.packages;
  const installed = readJson(join(dir, "node_modules", ".package-lock.json"))?.packages;
  if (!lock || !installed) return false;
  for (const field of ["dependencies", "devDependencies"]) {
    if (JSON.stringify(manifest[field] ?? {}) !== JSON.stringify(lock[""][field] ?? {})) return false;
  }
  const missing = Object.entries(lock).some(
    ([path, entry]) =>
      path !== "" && !entry.optional && !entry.devOptional && !entry.peer && !installed[path],
  );
  const different = Object.entries(installed).some(
    ([path, entry]) => entry.integrity !== lock[path]?.integrity || entry.version !== lock[path]?.version,
  );
  return !missing && !different;
}

/**
 * Installs the packages of a directory as its lock file names them.
 *
 * @param {string} dir
 * @param {(message: string) => void} log
 */
export async function install(dir, log) {
  const place = relative(root, dir) || "the root directory";
  log(`installing packages in ${place}`);
  let { code, output } = await npm(dir, ["ci"]);
  if (code !== 0 && output.includes("are in sync")) {
    // A lock file written against a registry without the packages of some platforms lacks those, and `npm ci` refuses
    // it. All that it does name is still installed as named.
    log(`package-lock.json does not name every package of ${place}: going on with npm install`);
    ({ code, output } = await npm(dir, ["install", "--no-save"]));
  }
  if (code !== 0) throw new Error(`the packages of ${place} could not be installed:\n${output.trimEnd()}`);
  writeStamp(dir);
}

/**
 * @param {string} dir
 * @param {string[]} command
 */
function npm(dir, command) {
  // No package here needs an install script: npm 11 can skip them, and what runs nowhere is the same everywhere.
  const args = [
    ...command,
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--loglevel=error",
  ];
  const npmCli = process.env.npm_execpath;
  return npmCli?.endsWith("npm-cli.js")
    ? run(process.execPath, [npmCli, ...args], { cwd: dir, timeoutMs: installTimeoutMs })
    : run("npm", args, { cwd: dir, timeoutMs: installTimeoutMs, shell: process.platform === "win32" });
}

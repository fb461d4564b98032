import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const skippedDirs = new Set(["node_modules", "coverage"]);

/**
 * Files below a directory, sorted, as absolute paths; none when the directory does not exist. Installed
 * packages, reports and hidden directories are left out.
 *
 * @param {string} dir
 * @param {(path: string) => boolean} [matches]
 * @returns {string[]}
 */
export function listFiles(dir, matches = () => true) {
  return readDir(dir)
    .flatMap((entry) => {
      const path = join(dir, entry.name);
      if (!entry.isDirectory()) return matches(path) ? [path] : [];
      return skippedDirs.has(entry.name) || entry.name.startsWith(".") ? [] : listFiles(path, matches);
    })
    .sort();
}

/** @param {string} dir */
function readDir(dir) {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * A digest over names and contents, so that an added or a removed file counts as a change.
 *
 * @param {string[]} paths
 */
export function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {any} undefined when the file is missing or is not JSON (half written, say): both mean "unknown".
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR") || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

/**
 * Writes through a temporary file, so that a reader never sees half a file. Creates the directory.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 * @param {{ mode?: number }} [options]
 */
export function writeFileAtomically(path, content, options = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, options);
  renameSync(temporary, path);
}

/**
 * @param {unknown} error
 * @param {string} code
 */
export function isErrno(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}

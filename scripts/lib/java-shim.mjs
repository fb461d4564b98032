import { chmodSync, existsSync, readFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { writeFileAtomically } from "./files.mjs";
import { cacheDir } from "./paths.mjs";
import { run } from "./run.mjs";

const binDir = join(cacheDir, "bin");
const shimPath = join(binDir, "java");

/**
 * A PATH on which firebase-tools finds the right Java. On Linux it is a shim that ties the emulator's JVM to the life
 * of firebase-tools: killed hard, firebase-tools would leave the JVM behind with the port in its hands.
 *
 * @param {string} java
 * @param {string} path the PATH to extend
 */
export async function pathWithJava(java, path) {
  const dirs = path.split(delimiter).filter((dir) => dir !== binDir);
  if (await canDieWithParent()) return [writeShim(java), ...dirs].join(delimiter);
  const first = dirs.find((dir) => existsSync(join(dir, basename(java))));
  // Not moved to the front without need: its directory may hold another Node too.
  return first === dirname(java) ? dirs.join(delimiter) : [dirname(java), ...dirs].join(delimiter);
}

async function canDieWithParent() {
  if (process.platform !== "linux") return false;
  return (await run("setpriv", ["--pdeathsig", "KILL", "true"], { timeoutMs: 5_000 })).code === 0;
}

/** @param {string} java */
function writeShim(java) {
  const script = `#!/bin/sh\nexec setpriv --pdeathsig KILL -- '${java.replaceAll("'", `'\\''`)}' "$@"\n`;
  if (!existsSync(shimPath) || readFileSync(shimPath, "utf8") !== script) {
    writeFileAtomically(shimPath, script);
    chmodSync(shimPath, 0o755);
  }
  return binDir;
}

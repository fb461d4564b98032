import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { readJson, writeFileAtomically } from "./files.mjs";
import { cacheDir } from "./paths.mjs";
import { run } from "./run.mjs";

const oldestMajor = 11;
const cachePath = join(cacheDir, "java.json");
const executable = process.platform === "win32" ? "java.exe" : "java";

const advice = `the Firestore emulator needs Java ${oldestMajor} or later. Install it, or let JAVA_HOME name one:
  Debian, Ubuntu  sudo apt-get install default-jre-headless
  macOS           brew install openjdk, then follow what it prints
  Windows         winget install EclipseAdoptium.Temurin.21.JRE`;

/**
 * The path of a Java that can run the emulator: the first on PATH, else that of JAVA_HOME.
 *
 * The answer is kept until the file it speaks of changes: asking a JVM for its version takes longer than all other
 * checks of the set-up together.
 *
 * @returns {Promise<string>}
 */
export async function findJava() {
  const candidates = [...(process.env.PATH ?? "").split(delimiter), join(process.env.JAVA_HOME ?? "", "bin")]
    // Our own shim (see java-shim.mjs) is no installation: an exported PATH may name it.
    .filter((dir) => dir !== "" && dir !== join(cacheDir, "bin"))
    .map((dir) => join(dir, executable))
    .filter(isExecutable);
  const rejected = [];
  for (const java of new Set(candidates)) {
    const major = await javaMajor(java);
    if (major !== undefined && major >= oldestMajor) return java;
    rejected.push(`${java} is ${major === undefined ? "not working" : `version ${major}`}`);
  }
  throw new Error([advice, ...rejected].join("\n  "));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Missing, or no permission: not a Java for us.
    return false;
  }
}

/**
 * @param {string} java
 * @returns {Promise<number | undefined>} undefined when it does not run: macOS has a stub that only prints an advice
 */
async function javaMajor(java) {
  const real = realpathSync(java);
  const key = `${real} ${statSync(real).mtimeMs}`;
  const known = readJson(cachePath);
  if (known?.key === key) return known.major;
  const { code, output } = await run(java, ["-version"], { timeoutMs: 30_000 });
  const major = parseJavaMajor(output);
  if (code !== 0 || major === undefined) return undefined;
  writeFileAtomically(cachePath, JSON.stringify({ key, major }));
  return major;
}

/**
 * @param {string} output of `java -version`: `openjdk version "17.0.15"`, before Java 9 `java version "1.8.0_402"`
 */
export function parseJavaMajor(output) {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match === null ? undefined : Number(match[1]);
}

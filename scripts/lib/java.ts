import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { cacheDir } from "./paths.mjs";

const shimDir = join(cacheDir, "bin");
const { JAVA_HOME } = process.env;

/** Where a Java may be: PATH without our own shim, then JAVA_HOME. */
const systemPath = [
  ...(process.env.PATH ?? "").split(delimiter).filter((dir) => dir !== shimDir),
  ...(JAVA_HOME ? [join(JAVA_HOME, "bin")] : []),
].join(delimiter);

const advice = `the Firestore emulator needs Java 11 or later. Install it, or let JAVA_HOME name one:
  Debian, Ubuntu  sudo apt-get install default-jre-headless
  macOS           brew install openjdk, then follow what it prints`;

/** @returns which Java it is @throws what to install, when no Java is there that can run the emulator */
export async function checkJava(): Promise<string> {
  // Java 8 knows "-version" only.
  const { failed, stdout } = await execa("java", ["--version"], {
    reject: false,
    timeout: 30_000,
    env: { PATH: systemPath },
  });
  if (failed) throw new Error(advice);
  return stdout.split("\n")[0] ?? "";
}

/**
 * A PATH on which firebase-tools finds Java. On Linux it is a shim that ties the emulator's JVM to the life of
 * firebase-tools: killed hard, firebase-tools would leave the JVM behind with the port in its hands.
 */
export async function pathWithJava(): Promise<string> {
  const setpriv = await execa("setpriv", ["--pdeathsig", "KILL", "true"], { reject: false, timeout: 5_000 });
  if (setpriv.failed) return systemPath;
  mkdirSync(shimDir, { recursive: true });
  const path = `PATH='${systemPath.replaceAll("'", `'\\''`)}'`;
  writeFileSync(join(shimDir, "java"), `#!/bin/sh\n${path} exec setpriv --pdeathsig KILL -- java "$@"\n`);
  chmodSync(join(shimDir, "java"), 0o755);
  return [shimDir, systemPath].join(delimiter);
}

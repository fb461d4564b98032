import { delimiter, join } from "node:path";
import { execa } from "execa";

const { PATH = "", JAVA_HOME } = process.env;

/** A PATH on which Java is found, also where only JAVA_HOME names one. */
export const pathWithJava = JAVA_HOME ? `${PATH}${delimiter}${join(JAVA_HOME, "bin")}` : PATH;

const advice = `the Firestore emulator needs Java 11 or later. Install it, or let JAVA_HOME name one:
  Debian, Ubuntu  sudo apt-get install default-jre-headless
  macOS           brew install openjdk, then follow what it prints`;

/** @returns which Java it is @throws what to install, when no Java is there that can run the emulator */
export async function checkJava(): Promise<string> {
  // Java 8 knows "-version" only.
  const options = { reject: false, timeout: 30_000, env: { PATH: pathWithJava } };
  const { failed, stdout } = await execa("java", ["--version"], options);
  if (failed) throw new Error(advice);
  return stdout.split("\n")[0] ?? "";
}

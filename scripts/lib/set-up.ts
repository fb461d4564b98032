import { build, type CodebaseName } from "./build-codebase.js";
import { downloadFirestoreEmulator, findFirestoreEmulator } from "./firestore-emulator.js";
import { checkJava } from "./java.js";
import { withLock } from "./lock.mjs";
import { withProgress } from "./progress.js";

/**
 * Built functions and what else is named, Java and the Firestore emulator: what has to be there before emulators start.
 *
 * @returns the Firestore emulator's jar
 */
export async function setUp(...others: CodebaseName[]): Promise<string> {
  await checkJava();
  await build("functions", ...others);
  const title = "Downloading the Firestore emulator (60 MB, once)";
  return withLock(
    "firestore-emulator",
    () => findFirestoreEmulator() ?? withProgress(title, downloadFirestoreEmulator),
  );
}

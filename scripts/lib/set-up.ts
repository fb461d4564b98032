import { buildCodebase, fulfilmentCodebase, functionsCodebase, webCodebase } from "./build-codebase.js";
import { downloadFirestoreEmulator, findFirestoreEmulator } from "./firestore-emulator.js";
import { checkJava } from "./java.js";
import { withLock } from "./lock.mjs";
import { withProgress } from "./progress.js";

const timeoutMs = 15 * 60_000;

/** Compiles what has changed. Commands that start at once wait for the one that compiles. */
export const buildFunctions = ({ examples = false } = {}): Promise<void> =>
  withLock("build", timeoutMs, async () => {
    await buildCodebase(functionsCodebase);
    if (examples) await buildCodebase(fulfilmentCodebase);
  });

const buildWeb = (): Promise<void> => withLock("build-web", timeoutMs, () => buildCodebase(webCodebase));

/**
 * Compiled functions, the web app, Java and the Firestore emulator: what has to be there before the emulators start.
 *
 * @returns the Firestore emulator's jar
 */
export async function setUp(options?: { examples?: boolean }): Promise<string> {
  await checkJava();
  await Promise.all([buildFunctions(options), buildWeb()]);
  const download = () =>
    withProgress("Downloading the Firestore emulator (60 MB, once)", downloadFirestoreEmulator);
  return withLock("firestore-emulator", timeoutMs, () => findFirestoreEmulator() ?? download());
}

import { pathWithJava } from "./java-shim.mjs";

/**
 * What the emulator suite wants in its environment to start fast and to behave with many calls at once.
 *
 * @param {import("./set-up.mjs").EmulatorTools} tools
 * @returns {Promise<Record<string, string>>}
 */
export async function emulatorEnvironment({ java, firestoreJar }) {
  return {
    PATH: await pathWithJava(java, process.env.PATH ?? ""),
    FIRESTORE_EMULATOR_BINARY_PATH: firestoreJar,
    // Without a bound, 50 cold calls start 50 processes of 100 MB each.
    FUNCTIONS_EMULATOR_PARALLEL: "8",
    // The function list through a file and not through an HTTP server that is polled: saves 4 s.
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: "true",
    // Seconds; the default of 10 is short on a busy machine.
    FUNCTIONS_DISCOVERY_TIMEOUT: "60",
    // A JVM that lives for minutes does not earn back what the second compiler costs.
    JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -Xshare:auto",
  };
}

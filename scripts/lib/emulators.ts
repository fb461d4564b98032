import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, fulfilment, functions, web } from "./build-codebase.js";
import { requiring, startChild } from "./child.js";
import type { CleanUp } from "./clean-up.js";
import { downloadFirestoreEmulator, findFirestoreEmulator } from "./firestore-emulator.js";
import { checkJava, pathWithJava } from "./java.js";
import { withLock } from "./lock.mjs";
import { bin, functionsDir, root } from "./paths.mjs";
import { requireFreePorts } from "./ports.js";
import { prepareSite } from "./site.js";
import { address, demoProject, type Suite, writeParameters } from "./suites.js";

/** What the emulators want in their environment to start fast and to behave with many calls at once. */
const emulatorEnvironment = (firestoreJar: string) => ({
  ...process.env,
  // What a shell may carry over from other work, and would lead the emulators or the functions in them elsewhere.
  GCLOUD_PROJECT: undefined,
  GOOGLE_CLOUD_PROJECT: undefined,
  FIREBASE_CONFIG: undefined,
  GOOGLE_APPLICATION_CREDENTIALS: undefined,
  FIRESTORE_EMULATOR_HOST: undefined,
  FIREBASE_AUTH_EMULATOR_HOST: undefined,
  PATH: pathWithJava,
  FIRESTORE_EMULATOR_BINARY_PATH: firestoreJar,
  NODE_OPTIONS: requiring(process.env.NODE_OPTIONS, "lean-emulators.cjs"),
  // The function list through a file and not through an HTTP server that is polled: saves 4 s.
  FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: "true",
  // Seconds; the default of 10 is short on a busy machine.
  FUNCTIONS_DISCOVERY_TIMEOUT: "60",
  // A JVM that lives for minutes does not earn back what the second compiler costs.
  JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto",
});

/** What has to be there before emulators start: Java, everything built, the Firestore emulator. @returns its jar */
export async function setUp(): Promise<string> {
  await checkJava();
  await build(functions, fulfilment, web);
  return withLock("firestore-emulator", () => findFirestoreEmulator() ?? downloadFirestoreEmulator());
}

/** Starts a suite's emulators and gives their process once they are ready. @throws when a port of theirs is in use */
export const startEmulators = (suite: Suite, cleanUp: CleanUp) =>
  // Of two commands at once the second would take the first one's configuration and ports.
  withLock(`start-${suite.project}`, async () => {
    const { config, configPath, only, ports, project, workDir } = suite;
    await requireFreePorts(ports);
    const firestoreJar = await setUp();
    // The deployed Content-Security-Policy knows Google's hosts only; on this machine the page talks to the emulators.
    const origins = ["auth", "functions", "firestore"].map((name) => `http://${address(suite, name)}`);
    writeFileSync(
      configPath,
      JSON.stringify(config).replaceAll("connect-src 'self'", `$& ${origins.join(" ")}`),
    );
    writeParameters(suite);
    if (only.split(",").includes("hosting")) prepareSite(suite);
    const options = ["--project", project, "--only", only, "--config", configPath, "--non-interactive"];
    const program = {
      name: "emulators",
      args: [bin("firebase-tools", "lib", "bin", "firebase.js"), "emulators:start", ...options],
      // firebase-tools and the emulators write debug logs into the working directory; they find the project by --config.
      cwd: workDir,
      env: emulatorEnvironment(firestoreJar),
      logFile: join(workDir, "emulators.log"),
      ready: /All emulators ready|Enter .* value for \w+|Failed to load function definition/,
      startMs: 120_000,
      // They wait for functions that run, and listenToProvider runs for minutes; nothing is lost by ending it.
      stopMs: 6_000,
    };
    cleanUp.add({ stop: () => rmSync(configPath, { force: true }) });
    const child = await startChild(program, cleanUp);
    // Broken function code does not keep them from saying that they are ready.
    const why = whyNotStarted(child.output(), project);
    if (why !== null) throw new Error(`${why}. The emulators' last lines are:\n${child.tail()}`);
    return child;
  });

/**
 * What is wrong with the codebase that the emulators loaded last; null when they are ready. For a parameter without a
 * value they ask although nobody can answer, and would wait for ever.
 */
export function whyNotStarted(output: string, project: string): string | null {
  const hasFailed = output.includes("Failed to load function definition");
  const [, parameter] = /Enter .* value for (\w+)/.exec(output) ?? [];
  if (!hasFailed && parameter === undefined) return null;
  const [, dir = functionsDir] = [...output.matchAll(/Watching "(.*)" for Cloud Functions/g)].at(-1) ?? [];
  const codebase = relative(root, dir);
  if (hasFailed) return `the functions of ${codebase} cannot be loaded: is it built?`;
  // The functions' own are written from the demonstration's for every suite.
  const file = join(codebase, `.env.${dir === functionsDir ? demoProject : project}`);
  return `the parameter ${parameter} has no value: add it to ${file}`;
}

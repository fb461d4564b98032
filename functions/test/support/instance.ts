import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import getPort from "get-port";
import { startChild } from "../../../scripts/lib/child.js";
import { createCleanUp } from "../../../scripts/lib/clean-up.js";
import { bin, functionsDir } from "../../../scripts/lib/paths.mjs";
import { localEnvironment, parametersOf, type Suite } from "../../../scripts/lib/suites.js";

/** As the platform sets it for a function, but with the suite's emulators, which take tokens without a signature. */
export const instanceEnvironment = (suite: Suite): NodeJS.ProcessEnv => ({
  ...process.env,
  ...parametersOf(suite),
  ...parseEnv(readFileSync(join(functionsDir, ".secret.local"), "utf8")),
  ...localEnvironment(suite),
  FIREBASE_CONFIG: JSON.stringify({ projectId: suite.project }),
  FUNCTIONS_EMULATOR: "true",
  FIREBASE_DEBUG_MODE: "true",
  FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
});

export type Instance = { url: string; stop: () => Promise<void> };

/** A further process of a function that is deployed, hosted as Google does it. */
export async function startInstance(
  suite: Suite,
  target: string,
  signature: "http" | "cloudevent",
): Promise<Instance> {
  const port = await getPort();
  const flags = { source: functionsDir, target, "signature-type": signature, port };
  const cleanUp = createCleanUp();
  const program = {
    name: target,
    args: [
      bin("@google-cloud", "functions-framework", "build", "src", "main.js"),
      ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    ],
    cwd: suite.workDir,
    env: instanceEnvironment(suite),
    logFile: join(suite.workDir, `${target}-${port}.log`),
    ready: /^URL: /m,
  };
  await startChild(program, cleanUp);
  return { url: `http://127.0.0.1:${port}/`, stop: cleanUp.stop };
}

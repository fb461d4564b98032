// Prints the environment in which another tool can start the same emulators:
//   eval "$(node scripts/emulator-env.mjs)" && npx firebase emulators:start --project demo-pointcheckout
import { emulatorEnvironment } from "./lib/emulator-environment.mjs";
import { fail } from "./lib/fail.mjs";
import { setUp } from "./lib/set-up.mjs";
import { demoProject } from "./lib/suites.mjs";

/** @param {string} value */
const quote = (value) => `'${value.replaceAll("'", `'\\''`)}'`;

try {
  const environment = { ...(await emulatorEnvironment(await setUp())), GCLOUD_PROJECT: demoProject };
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${quote(value)}`);
} catch (error) {
  fail(error);
}

// Prints the environment in which another tool can start the same emulators:
//   eval "$(npm run --silent emulator-env)" && npx firebase emulators:start --project demo-pointcheckout
import { emulatorEnvironment } from "./lib/emulators.js";
import { fail } from "./lib/errors.js";
import { setUp } from "./lib/set-up.js";
import { demoProject } from "./lib/suites.js";

const quote = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;

try {
  const environment = { ...(await emulatorEnvironment(await setUp())), GCLOUD_PROJECT: demoProject };
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${quote(value)}`);
} catch (error) {
  fail(error);
}

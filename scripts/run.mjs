// What every npm command begins with: installs the packages of each lock file that has changed, then runs a program.
//   node scripts/run.mjs [PROGRAM.ts [ARGUMENT …]]
// One process does both, so that a signal that npm passes on reaches the program.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { installPackages } from "./lib/packages.mjs";

/** @param {unknown} error @param {number} exitCode @returns {never} */
function fail(error, exitCode) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCode);
}

await installPackages().catch((error) => fail(error, 1));
const [program] = process.argv.splice(2, 1);
if (program !== undefined) {
  process.argv[1] = resolve(program);
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(resolve(program)).href).catch((error) => {
    if (!String(error?.code).startsWith("ERR_PARSE_ARGS_")) throw error;
    fail(error, 2);
  });
}

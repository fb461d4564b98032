// Format, lint and types of everything, at once: `npm run check`, or a part of it: `npm run check -- lint`, `-- types`.
import { runChecks } from "./lib/checks.js";
import { fail } from "./lib/errors.js";
import { buildFunctions } from "./lib/set-up.js";

const kind = process.argv[2];
if (kind !== undefined && kind !== "lint" && kind !== "types")
  fail(new Error(`unknown kind of check ${kind}: it is lint or types`));

try {
  await buildFunctions();
  process.exitCode = (await runChecks(kind)) === 0 ? 0 : 1;
} catch (error) {
  fail(error);
}

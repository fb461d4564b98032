// Format, lint and types of everything, at once: `npm run check`, or a part of it: `npm run check -- lint`, `-- types`.
import { runChecks } from "./lib/checks.mjs";
import { fail } from "./lib/fail.mjs";
import { setUp } from "./lib/set-up.mjs";

const kind = process.argv[2];

try {
  if (kind !== undefined && kind !== "lint" && kind !== "types") {
    throw new Error(`unknown kind of check ${kind}: it is lint or types`);
  }
  await setUp({ emulator: false });
  process.exitCode = (await runChecks(kind)) === 0 ? 0 : 1;
} catch (error) {
  fail(error);
}

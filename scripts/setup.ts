// Prepares a clone for everything else: `npm run setup`. The other commands do it by themselves.
//   npm run setup -- --no-emulator    only what a deploy needs, so neither Java nor the Firestore emulator
import { parseArgs } from "node:util";
import { build, functions, web } from "./lib/build-codebase.js";
import { setUp } from "./lib/emulators.js";
import { describeError } from "./lib/errors.js";

try {
  const { values } = parseArgs({ options: { "no-emulator": { type: "boolean" } } });
  if (values["no-emulator"]) await build(functions, web);
  else console.log(`ready: Firestore emulator ${await setUp()}`);
} catch (error) {
  console.error(describeError(error));
  process.exit(1);
}

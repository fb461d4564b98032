// Prepares a clone for everything else: `npm run setup`. The other commands do it by themselves.
import { parseArgs } from "node:util";
import { fail } from "./lib/fail.mjs";
import { setUp } from "./lib/set-up.mjs";

const { values } = parseArgs({
  options: { quiet: { type: "boolean", default: false }, "no-emulator": { type: "boolean", default: false } },
});

try {
  const tools = values["no-emulator"]
    ? await setUp({ quiet: values.quiet, emulator: false })
    : await setUp({ quiet: values.quiet });
  if (!values.quiet) {
    console.log(
      tools ? `ready: Firestore emulator ${tools.firestoreJar}, ${tools.java}` : "ready (no emulator)",
    );
  }
} catch (error) {
  fail(error);
}

// Prepares a clone for everything else: `npm run setup`. The other commands do it by themselves.
import { fail } from "./lib/errors.js";
import { setUp } from "./lib/set-up.js";

try {
  console.log(`ready: Firestore emulator ${await setUp("web")}`);
} catch (error) {
  fail(error);
}

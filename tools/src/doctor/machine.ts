import { functions } from "../../../scripts/lib/build-codebase.js";
import { describeError } from "../../../scripts/lib/errors.js";
import { findFirestoreEmulator } from "../../../scripts/lib/firestore-emulator.js";
import { checkJava } from "../../../scripts/lib/java.js";
import { isMade } from "../../../scripts/lib/make.mjs";
import { checkNode, staleDirs } from "../../../scripts/lib/packages.mjs";
import { type Checks, failed, ok, warning } from "./check.js";

/**
 * What this machine needs.
 *
 * @param isEmulated whether emulators are asked about: a real project works without them
 */
export function machineChecks(isEmulated: boolean): Checks {
  const lacking = isEmulated ? failed : warning;
  return {
    node: async () => {
      checkNode();
      return ok(process.versions.node);
    },
    java: () =>
      checkJava().then(ok, (error: unknown) => {
        const [first = "", ...rest] = describeError(error).split("\n");
        return lacking(first, rest.join("\n") || "Install Java 11 or later.");
      }),
    "firestore emulator": async () => {
      const jar = findFirestoreEmulator();
      return jar ? ok(jar) : lacking("not on this machine", "npm run setup, with the internet");
    },
    packages: async () => {
      const stale = staleDirs();
      if (stale.length === 0) return ok("as the lock files name them");
      return failed(`not those of the lock file: ${stale.join(", ")}`, "npm run setup");
    },
    functions: async () =>
      isMade(functions)
        ? ok("built from the present source")
        : failed("functions/dist is missing or older than functions/src", "npm run setup"),
  };
}

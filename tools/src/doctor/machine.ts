import { areFunctionsBuilt } from "../../../scripts/lib/build-codebase.js";
import { describeError } from "../../../scripts/lib/errors.js";
import { findFirestoreEmulator } from "../../../scripts/lib/firestore-emulator.js";
import { checkJava } from "../../../scripts/lib/java.js";
import { checkNode, staleDirs } from "../../../scripts/lib/packages.mjs";
import { type Check, failed, ok, warning } from "./check.js";

/**
 * What this machine needs.
 *
 * @param isEmulated whether emulators are asked about: a real project works without them
 */
export function machineChecks(isEmulated: boolean): Check[] {
  const lacking = isEmulated ? failed : warning;
  return [
    {
      name: "node",
      look: async () => {
        checkNode();
        return ok(process.versions.node);
      },
    },
    {
      name: "java",
      look: () =>
        checkJava().then(ok, (error: unknown) => {
          const [first = "", ...rest] = describeError(error).split("\n");
          return lacking(first, rest.join("\n") || "Install Java 11 or later.");
        }),
    },
    {
      name: "firestore emulator",
      look: async () => {
        const jar = findFirestoreEmulator();
        return jar ? ok(jar) : lacking("not on this machine", "npm run setup, with the internet");
      },
    },
    {
      name: "packages",
      look: async () => {
        const stale = staleDirs();
        if (stale.length === 0) return ok("as the lock files name them");
        return failed(`not those of the lock file: ${stale.join(", ")}`, "npm run setup");
      },
    },
    {
      name: "functions",
      look: async () =>
        areFunctionsBuilt()
          ? ok("built from the present source")
          : failed("functions/dist is missing or older than functions/src", "npm run setup"),
    },
  ];
}

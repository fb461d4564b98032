import { relative, resolve, sep } from "node:path";
import type { CodebaseName } from "./build-codebase.js";
import { root } from "./paths.mjs";
import { exampleSuite, type Suite, testSuite, webSuite } from "./suites.js";

/**
 * `createSuite`: the emulators that have to run; unit specs need none. `alsoBuilt`: beside the functions. `isCovered`:
 * its own process runs most of functions/src; measured with the full budget, for that slows it.
 */
export type SpecGroup = {
  dirs: string[];
  createSuite?: () => Suite;
  alsoBuilt?: CodebaseName[];
  isCovered?: boolean;
};

/** Where specs are, by what has to run for them. */
export const specGroups = {
  functions: { isCovered: true, dirs: ["functions/src", "functions/test/memory"] },
  others: {
    dirs: [
      "functions/test/exploration",
      "simulator/src",
      "scripts",
      "examples/fulfilment/src",
      "chaos/src",
      "tools/src",
      "test/proof",
      "test/rotation",
      "test/security",
      "client/src",
      "client/tools",
      "client/test/package",
      "web/src",
      "web/build",
    ],
  },
  /** What looks at all of Firestore comes first, chaos last; one searches the built page for credentials. */
  emulator: {
    createSuite: testSuite,
    alsoBuilt: ["web"],
    isCovered: true,
    dirs: ["functions/test/alone", "functions/test/emulator", "chaos/test"],
  },
  /** Emulators of their own: the example's triggers fire on every order's events, and would slow all others down. */
  example: {
    createSuite: exampleSuite,
    alsoBuilt: ["fulfilment"],
    dirs: ["examples/fulfilment/test", "test/second-account", "test/instances"],
  },
  /** Those that need users, too; the rules clear Firestore, and what comes after them opens a browser. */
  web: {
    createSuite: webSuite,
    alsoBuilt: ["web"],
    dirs: [
      "tools/test",
      "client/test/emulator",
      "functions/test/rules",
      "client/test/browser",
      "test/browser",
      "web/test",
    ],
  },
} satisfies Record<string, SpecGroup>;

export type SpecGroupName = keyof typeof specGroups;

/**
 * The specs of a group, as mocha takes them.
 *
 * @param named those of the command line; none: all
 */
export function specsOf({ dirs }: SpecGroup, named: string[]): string[] {
  if (named.length === 0) return dirs.map((dir) => `${dir}/**/*.spec.{ts,mts}`);
  return named
    .map((file) => relative(root, resolve(file)))
    .filter((file) => dirs.some((dir) => file.startsWith(`${dir.replaceAll("/", sep)}${sep}`)));
}

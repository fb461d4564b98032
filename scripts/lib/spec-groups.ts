import { relative, resolve, sep } from "node:path";
import { root } from "./paths.mjs";
import { exampleSuite, type Suite, testSuite, webSuite } from "./suites.js";

/**
 * `createSuite`: the emulators that have to run; unit specs need none. `isCovered`: its own process runs most of
 * functions/src; measured with the full budget only, because it slows the specs.
 */
export type SpecGroup = { dirs: string[]; createSuite?: () => Suite; isCovered?: boolean };

/** Where specs are, by what has to run for them. */
const groups = {
  functions: { isCovered: true, dirs: ["functions/src", "functions/test/memory"] },
  /** What looks at all of Firestore comes first, chaos last. */
  emulator: {
    createSuite: testSuite,
    isCovered: true,
    dirs: ["functions/test/alone", "functions/test/emulator", "chaos/test"],
  },
  /** Emulators of their own: the example's triggers fire on every order's events, and would slow all others down. */
  example: {
    createSuite: exampleSuite,
    dirs: ["examples/fulfilment/test", "test/second-account", "test/instances"],
  },
  /** Those that need users, too; the rules clear Firestore, and what comes after them opens a browser. */
  web: {
    createSuite: webSuite,
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

const otherDirs = Object.values(groups).flatMap(({ dirs }) => dirs);

/** `others`: specs in any other place; they need nothing that runs. */
export const specGroups = { ...groups, others: { dirs: [] } } satisfies Record<string, SpecGroup>;

export type SpecGroupName = keyof typeof specGroups;

/**
 * The specs of a group, as mocha takes them.
 *
 * @param named those of the command line; none: all
 */
export function specsOf(name: SpecGroupName, named: string[]): string[] {
  const all = (dirs: string[]) => dirs.map((dir) => `${dir}/**/*.spec.{ts,mts}`);
  const { dirs } = specGroups[name];
  if (named.length > 0) {
    const isIn = (file: string, folders: string[]) =>
      folders.some((dir) => file.startsWith(`${dir.replaceAll("/", sep)}${sep}`));
    const files = named.map((file) => relative(root, resolve(file)));
    return files.filter((file) => (name === "others" ? !isIn(file, otherDirs) : isIn(file, dirs)));
  }
  if (name !== "others") return all(dirs);
  const ignored = ["**/node_modules", ...otherDirs].flatMap((dir) => ["--ignore", `${dir}/**`]);
  return ["**/*.spec.{ts,mts}", ...ignored];
}

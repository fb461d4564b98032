import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";
import { misused } from "../command-failure.js";

/** One deployment of the functions in a project: where its `.env` files are, and what its secrets' names begin with. */
export type Codebase = { configDir: string; secretPrefix: string };

type FunctionsEntry = { source: string; codebase: string; prefix?: string; configDir?: string };

/** @throws CommandFailure when firebase.json has no such codebase */
export const readCodebase = (name: string | undefined): Codebase =>
  chooseCodebase(name, JSON.parse(readFileSync(join(root, "firebase.json"), "utf8")).functions);

/** Unnamed, it is the first one. Pure. */
export function chooseCodebase(name: string | undefined, entries: readonly FunctionsEntry[]): Codebase {
  const entry = name === undefined ? entries[0] : entries.find(({ codebase }) => codebase === name);
  if (entry) {
    const { source, configDir = source, prefix } = entry;
    return { configDir: join(root, configDir), secretPrefix: prefix ? `${prefix}-` : "" };
  }
  throw misused(
    `firebase.json has no codebase ${name}.`,
    `It has ${entries.map(({ codebase }) => codebase).join(", ")}.`,
  );
}

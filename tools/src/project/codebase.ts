import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { functionsDir, root } from "../../../scripts/lib/paths.mjs";
import { misused } from "../command-failure.js";

/** One deployment of the functions in a project: where its `.env` files are, and what its secrets' names begin with. */
export type Codebase = { configDir: string; secretPrefix: string };

type FunctionsEntry = { source: string; codebase: string; prefix?: string; configDir?: string };

/** @throws CommandFailure when firebase.json has no such codebase */
export const readCodebase = (name: string | undefined): Codebase =>
  chooseCodebase(name, JSON.parse(readFileSync(join(root, "firebase.json"), "utf8")).functions);

/** Unnamed, it is the first one. A merchant's own codebases, which stand beside them, are none. Pure. */
export function chooseCodebase(name: string | undefined, entries: readonly FunctionsEntry[]): Codebase {
  const deployments = entries.filter(({ source }) => resolve(root, source) === functionsDir);
  const entry = name === undefined ? deployments[0] : deployments.find(({ codebase }) => codebase === name);
  if (entry) {
    const { source, configDir = source, prefix } = entry;
    return { configDir: join(root, configDir), secretPrefix: prefix ? `${prefix}-` : "" };
  }
  throw misused(
    `firebase.json has no codebase ${name ?? "of the source functions"}.`,
    `It has ${deployments.map(({ codebase }) => codebase).join(", ") || "none"}.`,
  );
}

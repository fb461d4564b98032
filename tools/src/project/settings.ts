import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseEnv } from "node:util";
import { functionsDir, root } from "../../../scripts/lib/paths.mjs";
import type { Codebase } from "./codebase.js";
import type { Target } from "./target.js";

export const SECRET_NAMES = [
  "POINTCHECKOUT_API_KEY",
  "POINTCHECKOUT_API_SECRET",
  "POINTCHECKOUT_WEBHOOK_SECRETS",
] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

type Values = Readonly<Record<string, string | undefined>>;

/** Parameters as the functions would have them, and those that have a value nowhere but in their default. */
type Merged = { values: Record<string, string>; unnamed: string[] };

/** `file`: where the project's own are written; from the root. */
export type Settings = Merged & { file: string };

/** The earlier source counts. Pure. */
export function mergeSettings(
  defaults: Readonly<Record<string, string>>,
  sources: readonly Values[],
): Merged {
  const values: Record<string, string> = {};
  const unnamed: string[] = [];
  for (const [name, fallback] of Object.entries(defaults)) {
    const named = sources.map((source) => source[name]).find((value) => value !== undefined);
    if (named === undefined) unnamed.push(name);
    values[name] = named ?? fallback;
  }
  return { values, unnamed };
}

/** The project's settings, from the files that a deploy reads; the shell's variables are none of a deploy's. */
export function readSettings(
  { projectId }: Target,
  { configDir }: Codebase,
  defaults: Readonly<Record<string, string>>,
): Settings {
  const name = `.env.${projectId}`;
  const files = [name, ".env"].map((file) => readEnvFile(configDir, file));
  return { ...mergeSettings(defaults, files), file: relative(root, join(configDir, name)) };
}

/** What the emulators are given as secrets: public values. */
export const readLocalSecrets = (): Values => readEnvFile(functionsDir, ".secret.local");

function readEnvFile(dir: string, name: string): Values {
  const path = join(dir, name);
  // A deploy passes over a byte order mark; Node takes it for a part of the first name.
  return existsSync(path) ? parseEnv(readFileSync(path, "utf8").replace(/^\ufeff/, "")) : {};
}

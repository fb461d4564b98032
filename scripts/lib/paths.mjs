import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, without a trailing separator. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** Everything that commands keep between runs: stamps, the emulator's wrapper, logs, a browser. Ignored by git. */
export const cacheDir = join(root, ".cache");
mkdirSync(cacheDir, { recursive: true });

/** Where processes under test leave which code they ran; .c8rc.json names it too. */
export const coverageDir = join(cacheDir, "coverage");

export const functionsDir = join(root, "functions");
export const webDir = join(root, "web");
export const fulfilmentDir = join(root, "examples", "fulfilment");

/** A file of an installed package. @param {...string} segments */
export const bin = (...segments) => join(root, "node_modules", ...segments);

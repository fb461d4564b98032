import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { functionsDir } from "./paths.mjs";

const functionsUrl = pathToFileURL(functionsDir).href;

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  const built = builtUrl(resolved.url);
  return built !== undefined && existsSync(fileURLToPath(built))
    ? { ...resolved, url: built, format: "module", shortCircuit: true }
    : resolved;
}

/**
 * @param {string} url
 * @returns {string | undefined} undefined for what the build leaves out: specs, and all that is not in functions/src
 */
export function builtUrl(url) {
  const [path = ""] = url.split("?");
  if (!path.startsWith(`${functionsUrl}/src/`) || !path.endsWith(".ts") || path.endsWith(".spec.ts"))
    return undefined;
  return `${functionsUrl}/lib/${path.slice(`${functionsUrl}/src/`.length, -".ts".length)}.js`;
}

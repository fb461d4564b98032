import { decode, encode } from "@jridgewell/sourcemap-codec";

/**
 * A source map that leads to our own sources alone; what comes of a package leads nowhere, and a stack names its place in
 * the bundle. A tenth of the size: every start reads the maps of what it loads.
 *
 * @param {{ version: number, sources: string[], mappings: string }} map
 */
export function withoutPackages({ version, sources, mappings }) {
  const own = sources.filter((source) => !source.includes("node_modules/"));
  const lines = decode(mappings).map((line) =>
    line
      .map(([column, source, ...place]) => {
        const kept = source === undefined ? -1 : own.indexOf(sources[source] ?? "");
        return kept < 0 ? [column] : [column, kept, place[0] ?? 0, place[1] ?? 0];
      })
      // Of several places in a row that lead nowhere, the first says it.
      .filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length !== 1),
  );
  const kept = /** @type {import("@jridgewell/sourcemap-codec").SourceMapMappings} */ (lines);
  return { version, sources: own, names: [], mappings: encode(kept) };
}

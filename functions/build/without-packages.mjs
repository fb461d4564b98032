const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * A source map that leads to our own sources alone; what comes of a package leads nowhere, and a stack names its place in
 * the bundle. A tenth of the size: every start reads the maps of what it loads.
 *
 * @param {{ version: number, sources: string[], mappings: string }} map
 * @see https://tc39.es/ecma426/
 */
export function withoutPackages({ version, sources, mappings }) {
  const own = sources.filter((source) => !source.includes("node_modules/"));
  const isOwn = sources.map((source) => own.indexOf(source));
  const from = { source: 0, line: 0, column: 0 };
  const to = { source: 0, line: 0, column: 0 };
  let leadsNowhere = false;
  const lines = mappings.split(";").map((line) => {
    let generated = 0;
    let written = 0;
    /** @type {string[]} */
    const segments = [];
    for (const segment of line === "" ? [] : line.split(",")) {
      const [column = 0, source, sourceLine = 0, sourceColumn = 0] = decode(segment);
      generated += column;
      from.source += source ?? 0;
      from.line += sourceLine;
      from.column += sourceColumn;
      const kept = source === undefined ? -1 : (isOwn[from.source] ?? -1);
      if (kept < 0 && leadsNowhere) continue;
      leadsNowhere = kept < 0;
      const place = leadsNowhere ? [] : [kept - to.source, from.line - to.line, from.column - to.column];
      if (!leadsNowhere) Object.assign(to, { ...from, source: kept });
      segments.push([generated - written, ...place].map(encode).join(""));
      written = generated;
    }
    return segments.join(",");
  });
  return { version, sources: own, names: [], mappings: lines.join(";") };
}

/**
 * @param {string} segment
 * @returns {number[]} base 64 VLQ
 */
function decode(segment) {
  const values = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    values.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return values;
}

/** @param {number} value */
function encode(value) {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const more = rest > 31 ? 32 : 0;
    text += DIGITS[(rest & 31) | more];
    rest >>>= 5;
  } while (rest > 0);
  return text;
}

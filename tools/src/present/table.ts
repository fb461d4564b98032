import { stripVTControlCharacters } from "node:util";

/** Text that was received could move the cursor or colour what it is not. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ");

export type Cell = string | number | boolean | null | undefined;
const cellText = (cell: Cell): string =>
  cell === null || cell === undefined || cell === "" ? "-" : printable(String(cell));

/** Rows under one line of names. */
export function drawTable(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [names.map(String), ...rows.map((row) => row.map(cellText))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** One fact a line, the names in one column. */
export function drawFacts(facts: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}`).join("\n");
}

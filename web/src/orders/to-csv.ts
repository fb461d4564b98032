import papaparse from "papaparse";

/**
 * What a spreadsheet would not show as it is: formulas, also by signs of full width, and ids that it takes for numbers,
 * of which it keeps 15 digits and no leading zero. They begin with an apostrophe in the file.
 */
const TAKEN_FOR_ANOTHER = /^(?:[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|\d{16,}$|0\d+$|\d+E\d+$)/i;

export const toCsv = (rows: readonly object[]): string =>
  papaparse.unparse([...rows], { escapeFormulae: TAKEN_FOR_ANOTHER, newline: "\r\n" });

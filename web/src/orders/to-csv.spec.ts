import assert from "node:assert/strict";
import { toCsv } from "./to-csv.js";

/** How a field is written, which holds nothing else that has to be quoted. */
const written = (text: string) => toCsv([{ field: text }]).split("\r\n")[1];

describe("a field of the exported file", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"])
    it(`is no formula: ${JSON.stringify(text)}`, () => assert.equal(written(text), `"'${text}"`));

  for (const text of ["1601731695315563241", "0042", "12E5"])
    it(`keeps every sign of the id ${text}`, () => assert.equal(written(text), `"'${text}"`));

  for (const text of ["ORD-1", "10.07", "0.05", "0", "971501234567", "2026-11-29T10:00:00.000Z"])
    it(`is written as it is: ${text}`, () => assert.equal(written(text), text));
});

// Prints what the specs have tried, from the file in which they noted it: `npm run prove` ends with it.
import { readFileSync } from "node:fs";
import { proofTable } from "./proof-table.js";

const rows = proofTable(readFileSync(process.argv[2] ?? "", "utf8"));
if (rows.length === 0) throw new Error("no proof was recorded");
console.table(Object.fromEntries(rows.map((row, index) => [index + 1, row])));

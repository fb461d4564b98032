import { readFileSync } from "node:fs";

/** The one stylesheet of all pages. */
export const styleSheet = readFileSync(new URL("./simulator.css", import.meta.url), "utf8");

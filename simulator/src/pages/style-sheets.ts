import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const read = (url: string): string => readFileSync(fileURLToPath(url), "utf8");

/** What the pages look like: a library's rules for plain HTML, and what differs from them. By path. */
export const styleSheets = {
  "/pico.css": read(import.meta.resolve("@picocss/pico/css/pico.classless.min.css")),
  "/simulator.css": read(import.meta.resolve("./simulator.css")),
};

import { readdirSync, readFileSync } from "node:fs";
import { EVENT_VISIBILITY } from "../../src/orders/model/order-event.js";

const SOURCE = new URL("../../src/", import.meta.url);

/** Every name that the functions write to the log, as their source has it; the facts of orders' histories included. */
export function loggedEvents(): Set<string> {
  const paths = readdirSync(SOURCE, { recursive: true, encoding: "utf8" });
  const sources = paths.filter((path) => /(?<!\.spec)\.ts$/.test(path));
  const named = sources.flatMap((path) => {
    const source = readFileSync(new URL(path, SOURCE), "utf8");
    // The level may depend: `log[isLoud ? "warn" : "info"]("…")`.
    const calls = source.matchAll(/\blog(?:\.(?:info|warn|error)|\[[^\n]*?\])\(\s*"([^"]+)"/g);
    return [...calls].map(([, event]) => event ?? "");
  });
  return new Set([...named, ...Object.keys(EVENT_VISIBILITY)]);
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loggedEvents } from "../../test/support/logged-events.js";
import { EVENT_VISIBILITY } from "../orders/model/order-event.js";

const docs = readFileSync(new URL("../../../docs/log.md", import.meta.url), "utf8");

/** The names before the colon of each item, without levels in brackets. */
const documented = new Set(
  docs
    .split("\n")
    .filter((line) => line.startsWith("- `"))
    .map((line) => line.split(": ")[0] ?? "")
    .flatMap((names) => [...names.replaceAll(/\([^)]*\)/g, "").matchAll(/`([^`]+)`/g)])
    .map(([, name]) => name ?? ""),
);

describe("docs/log.md", () => {
  it("names each event that the functions write, and no other", () => {
    const facts = Object.keys(EVENT_VISIBILITY);
    const written = [...loggedEvents()].filter((event) => !facts.includes(event));
    assert.ok(written.length > 45, `${written.length} events were found`);
    assert.deepEqual([...documented].toSorted(), written.toSorted());
  });
});

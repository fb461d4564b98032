import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mock } from "node:test";
import { type LogEntry, parseLogFilter } from "./log-filter.js";

/** Has all that the process writes taken by `take` instead. @returns what ends this */
export function captureOutput(take: (text: string) => void): () => void {
  const mocks = [process.stdout, process.stderr].map((stream) =>
    mock.method(stream, "write", (chunk: string | Uint8Array) => {
      take(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      return true;
    }),
  );
  return () => {
    for (const one of mocks) one.mock.restore();
  };
}

/** What goes to the process's output while `act` runs, line by line, as Cloud Logging reads it. */
export async function linesOf(act: () => unknown): Promise<LogEntry[]> {
  const lines: string[] = [];
  const release = captureOutput((text) => lines.push(...text.split("\n").filter(Boolean)));
  try {
    await act();
  } finally {
    release();
  }
  return lines.map((line) => {
    const { severity, ...jsonPayload } = JSON.parse(line) as { severity: string };
    return { severity, jsonPayload };
  });
}

/** What a line has to be: its event, how loud, which alerts count it (none, when they are not named), and its fields. */
export type Expected = {
  event: string;
  severity: "INFO" | "WARNING" | "ERROR";
  counts?: readonly string[];
} & Readonly<Record<string, unknown>>;

const folder = new URL("../../../monitoring/metrics/", import.meta.url);
const metrics = readdirSync(folder).map((name) => {
  const { filter } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { filter: string };
  return [name.replace(/^pointcheckout-|\.json$/g, ""), parseLogFilter(filter)] as const;
});

const countedBy = (line: LogEntry): string[] =>
  metrics.filter(([, counts]) => counts(line)).map(([name]) => name);

/** These lines and no other. Of each, the named fields; of one at ERROR, that Error Reporting can group it. */
export function assertLines(lines: readonly LogEntry[], expected: readonly Expected[]): void {
  const events = (all: readonly { event?: unknown }[]) => all.map(({ event }) => event);
  assert.deepEqual(events(lines.map(({ jsonPayload }) => jsonPayload)), events(expected));
  for (const [index, { counts = [], severity, ...fields }] of expected.entries()) {
    const line = lines[index] ?? assert.fail("no such line");
    const { jsonPayload } = line;
    const actual = Object.fromEntries(Object.keys(fields).map((name) => [name, jsonPayload[name]]));
    assert.deepEqual({ severity: line.severity, ...actual }, { severity, ...fields });
    assert.deepEqual(countedBy(line).toSorted(), counts.toSorted(), `counted: ${JSON.stringify(line)}`);
    if (severity !== "ERROR") continue;
    assert.match(String(jsonPayload["@type"]), /ReportedErrorEvent$/);
    const stack = String(jsonPayload.stack_trace);
    assert.ok(stack.startsWith(`Error: ${fields.event}\n    at `), stack);
  }
}

import { AsyncLocalStorage } from "node:async_hooks";
import type { Log, LogFields } from "./log.js";

const LEVELS = ["info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

type Entry = { level: Level; event: string; fields: LogFields; cause: unknown };
type Run = { entries: Entry[]; isOver: boolean };

const runs = new AsyncLocalStorage<Run | null>();

/** A log for {@link asCanonicalLine}: calls within a run wait for its line, others are written at once. */
export function buffered(log: Log): Log {
  const record = (level: Level) =>
    function recorded(event: string, fields: LogFields = {}, thrown?: unknown): void {
      const cause = level === "error" && !hasFrames(thrown) ? stackHere(event, recorded) : thrown;
      const run = runs.getStore();
      if (run && !run.isOver) run.entries.push({ level, event, fields, cause });
      else log[level](event, fields, cause);
    };
  return { info: record("info"), warn: record("warn"), error: record("error") };
}

/** A schema's errors have no stack. */
const hasFrames = (thrown: unknown): boolean =>
  thrown instanceof Error && /^\s+at /m.test(thrown.stack ?? "");

function stackHere(event: string, caller: (event: string) => void): Error {
  const place = new Error(event);
  Error.captureStackTrace(place, caller);
  return place;
}

/**
 * Merges all log calls of `work` into one line: the last event names it, earlier ones are its `notes`, the severity is
 * the highest. A run within a run is part of the outer one.
 * @param log a {@link buffered} one; any other writes line by line
 */
export async function asCanonicalLine<T>(log: Log, work: () => Promise<T>): Promise<T> {
  if (runs.getStore()) return work();
  const run: Run = { entries: [], isOver: false };
  try {
    return await runs.run(run, work);
  } finally {
    run.isOver = true;
    const decision = run.entries.pop();
    if (decision) write(log, decision, run.entries);
  }
}

/** Logs on a line of its own within a run. */
export function separately(work: () => void): void {
  runs.run(null, work);
}

function write(log: Log, decision: Entry, notes: readonly Entry[]): void {
  const bySeverity = LEVELS.flatMap((one) => [...notes, decision].filter(({ level }) => level === one));
  // The last event's fields win, then those of the most severe note.
  const fields = Object.assign({}, ...[...bySeverity, decision].map((entry) => withoutEmpty(entry.fields)));
  const names = [...new Set(notes.map(({ event }) => event))].join(" ");
  const { level, cause } = bySeverity.at(-1) ?? decision;
  log[level](decision.event, names === "" ? fields : { ...fields, notes: names }, cause);
}

const withoutEmpty = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

import { AsyncLocalStorage } from "node:async_hooks";
import type { Log, LogFields } from "./log.js";

const LEVELS = ["info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

type Said = { level: Level; event: string; fields: LogFields; cause: unknown };
type Run = { said: Said[]; isOver: boolean };

const runs = new AsyncLocalStorage<Run | null>();

/** A log for {@link asCanonicalLine}: calls within a run wait for its line, others are written at once. */
export function buffered(log: Log): Log {
  const say = (level: Level) =>
    function said(event: string, fields: LogFields = {}, thrown?: unknown): void {
      const cause = level === "error" && !hasFrames(thrown) ? placeOf(event, said) : thrown;
      const run = runs.getStore();
      if (run && !run.isOver) run.said.push({ level, event, fields, cause });
      else log[level](event, fields, cause);
    };
  return { info: say("info"), warn: say("warn"), error: say("error") };
}

/** A schema's errors have no stack. */
const hasFrames = (thrown: unknown): boolean =>
  thrown instanceof Error && /^\s+at /m.test(thrown.stack ?? "");

/** Where a failure was reported, for which nothing was thrown. */
function placeOf(event: string, said: (event: string) => void): Error {
  const place = new Error(event);
  Error.captureStackTrace(place, said);
  return place;
}

/**
 * Merges all log calls of `work` into one line: the last event names it, earlier ones are its `notes`, the severity is
 * the highest. A run within a run is part of the outer one.
 * @param log a {@link buffered} one; any other writes line by line
 */
export async function asCanonicalLine<T>(log: Log, work: () => Promise<T>): Promise<T> {
  if (runs.getStore()) return work();
  const run: Run = { said: [], isOver: false };
  try {
    return await runs.run(run, work);
  } finally {
    run.isOver = true;
    const decision = run.said.pop();
    if (decision) write(log, decision, run.said);
  }
}

/** Logs on a line of its own within a run. */
export function separately(say: () => void): void {
  runs.run(null, say);
}

function write(log: Log, decision: Said, notes: readonly Said[]): void {
  const byLoudness = LEVELS.flatMap((level) => notes.filter((note) => note.level === level));
  // The last event's fields win, then those of the most severe note.
  const fields = Object.assign({}, ...[...byLoudness, decision].map((said) => present(said.fields)));
  const names = [...new Set(notes.map(({ event }) => event))].join(" ");
  const loudest = byLoudness.at(-1);
  const isLoudest = !loudest || LEVELS.indexOf(decision.level) >= LEVELS.indexOf(loudest.level);
  const { level, cause } = isLoudest ? decision : loudest;
  log[level](decision.event, names === "" ? fields : { ...fields, notes: names }, cause);
}

const present = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

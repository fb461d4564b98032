import { AsyncLocalStorage } from "node:async_hooks";
import type { Log, LogFields } from "./log.js";

const LEVELS = ["info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

type Said = { level: Level; event: string; fields: LogFields; cause: unknown };
type Run = { said: Said[]; isOver: boolean };

const runs = new AsyncLocalStorage<Run | null>();

/** A log that knows {@link asCanonicalLine}: what is said within a run waits for the run's line, all else goes out at once. */
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

/** Some errors are made without a stack, such as those of a schema that only reports. */
const hasFrames = (thrown: unknown): boolean =>
  thrown instanceof Error && /^\s+at /m.test(thrown.stack ?? "");

/** Of a failure that nothing was thrown for, the place that told of it: the run's line is written elsewhere. */
function placeOf(event: string, said: (event: string) => void): Error {
  const place = new Error(event);
  Error.captureStackTrace(place, said);
  return place;
}

/**
 * Runs `work` and writes one line about it, however much was said meanwhile. What was said last is what was decided, and
 * names the line; the names of what was said before are its `notes`, their fields are its fields, and it is as loud as
 * the loudest. A run within a run is part of the outer one. Nothing said, nothing written.
 *
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

/** Says within a run what is a decision of its own, and a line of its own. */
export function separately(say: () => void): void {
  runs.run(null, say);
}

function write(log: Log, decision: Said, notes: readonly Said[]): void {
  const byLoudness = LEVELS.flatMap((level) => notes.filter((note) => note.level === level));
  // The decision's own word counts most, then the loudest note's.
  const fields = Object.assign({}, ...[...byLoudness, decision].map((said) => present(said.fields)));
  const names = [...new Set(notes.map(({ event }) => event))].join(" ");
  const loudest = byLoudness.at(-1);
  const isLoudest = !loudest || LEVELS.indexOf(decision.level) >= LEVELS.indexOf(loudest.level);
  const { level, cause } = isLoudest ? decision : loudest;
  log[level](decision.event, names === "" ? fields : { ...fields, notes: names }, cause);
}

const present = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

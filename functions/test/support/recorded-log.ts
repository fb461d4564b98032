import type { Log, LogFields } from "../../src/shared/log.js";

type Recorded = { level: keyof Log; event: string; fields: LogFields; cause?: unknown };

/** A log, and the lines that were written to it. */
export function recordedLog() {
  const lines: Recorded[] = [];
  const say =
    (level: keyof Log) =>
    (event: string, fields: LogFields = {}, cause?: unknown) =>
      void lines.push({ level, event, fields, ...(cause === undefined ? {} : { cause }) });
  const log: Log = { info: say("info"), warn: say("warn"), error: say("error") };
  return { lines, log };
}

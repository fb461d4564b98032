import { info, warn, write } from "firebase-functions/logger";
import { gathering } from "./one-line.js";
import { framesOf } from "./reason.js";

/** What a log line may carry: ids, codes and counts. Never personal data, credentials or a vendor's body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/**
 * Structured log lines. A test passes its own to see what was said.
 *
 * @see asOneLine for one line a decision
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `cause` is what was caught: its stack goes with the line. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}

/** Marks a line as a failure for Error Reporting, which takes only lines of that type or with a stack. */
const REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

/** Writes to Cloud Logging (in the emulator: to its output). `event` is the line's stable name. */
export const cloudLog: Log = gathering({
  info: (event, fields = {}) => info(event, { event, ...fields }),
  warn: (event, fields = {}) => warn(event, { event, ...fields }),
  error: report,
});

function report(event: string, fields: LogFields = {}, cause?: unknown): void {
  const stack = stackOf(event, cause);
  write({ event, ...fields, severity: "ERROR", message: event, "@type": REPORTED, stack_trace: stack });
}

/**
 * A stack that groups by event and place. Its first line is the event alone: a message with ids in it would look like
 * another failure each time. Where nothing was thrown, {@link gathering} gives the place that told of the failure.
 */
function stackOf(event: string, cause: unknown): string {
  const frames = cause instanceof Error ? framesOf(cause) : [];
  return [`Error: ${event}`, ...frames].join("\n");
}

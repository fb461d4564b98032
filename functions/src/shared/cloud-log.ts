import { info, warn, write } from "firebase-functions/logger";
import { buffered } from "./canonical-line.js";
import type { Log, LogFields } from "./log.js";
import { framesOf } from "./reason.js";

/** Marks a line as a failure for Error Reporting, which takes only lines of that type or with a stack. */
const REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

/** Writes to Cloud Logging (in the emulator: to its output). `event` is the line's stable name. */
export const cloudLog: Log = buffered({
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
 * another failure each time. Where nothing was thrown, {@link buffered} gives the place that reported the failure.
 */
function stackOf(event: string, cause: unknown): string {
  const frames = cause instanceof Error ? framesOf(cause) : [];
  return [`Error: ${event}`, ...frames].join("\n");
}

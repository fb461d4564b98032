import { info, warn, write } from "firebase-functions/logger";
import { buffered } from "./canonical-line.js";
import type { Log, LogFields } from "./log.js";
import { framesOf } from "./reason.js";

/** Error Reporting takes only lines of that type or with a stack. */
const REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

/** Writes to Cloud Logging. `event` is the line's stable name. */
export const cloudLog: Log = buffered({
  info: (event, fields = {}) => info(event, { event, ...fields }),
  warn: (event, fields = {}) => warn(event, { event, ...fields }),
  error: report,
});

function report(event: string, fields: LogFields = {}, cause?: unknown): void {
  const stack = stackOf(event, cause);
  write({ event, ...fields, severity: "ERROR", message: event, "@type": REPORTED, stack_trace: stack });
}

/** Error Reporting groups by this stack; ids in its first line would make each failure a new one. */
function stackOf(event: string, cause: unknown): string {
  const frames = cause instanceof Error ? framesOf(cause) : [];
  return [`Error: ${event}`, ...frames].join("\n");
}

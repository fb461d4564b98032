import { info, warn, write } from "firebase-functions/logger";
import { buffered } from "./canonical-line.js";
import type { Log, LogFields } from "./log.js";
import { framesOf } from "./reason.js";

/** Error Reporting takes only lines of that type or with a stack. */
const REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

export const cloudLog: Log = buffered({
  info: (event, fields = {}) => info(event, { event, ...fields }),
  warn: (event, fields = {}) => warn(event, { event, ...fields }),
  error: report,
});

function report(event: string, fields: LogFields = {}, cause?: unknown): void {
  const frames = cause instanceof Error ? framesOf(cause) : [];
  // Error Reporting groups by this stack; ids in its first line would make each failure a new one.
  const stack = [`Error: ${event}`, ...frames].join("\n");
  write({ event, ...fields, severity: "ERROR", message: event, "@type": REPORTED, stack_trace: stack });
}

import { error, info, warn } from "firebase-functions/logger";

/** What a log line may carry: ids, codes and counts. Never personal data, credentials or a vendor's body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Structured log lines, one a decision. A test passes its own to see what was said. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Writes to Cloud Logging (in the emulator: to its output). `event` is the line's stable name. */
export const cloudLog: Log = {
  info: (event, fields = {}) => info(event, { event, ...fields }),
  warn: (event, fields = {}) => warn(event, { event, ...fields }),
  error: (event, fields = {}) => error(event, { event, ...fields }),
};

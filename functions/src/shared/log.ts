/** What a log line may carry: ids, codes and counts. Never personal data, credentials or a vendor's body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/**
 * Structured log lines. A test passes its own to see the calls.
 *
 * @see asCanonicalLine for one line a decision
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `cause` is what was caught: its stack goes with the line. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}

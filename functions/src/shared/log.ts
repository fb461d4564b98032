/** Ids, codes and counts; never personal data, credentials or a vendor's body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `cause` is what was caught; its stack goes with the line. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}

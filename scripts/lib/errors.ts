/** An error's message and those of its causes, one a line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause === undefined) return error.message;
  return `${error.message}\n  because: ${describeError(error.cause)}`;
}

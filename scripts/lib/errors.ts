/** An error's message and those of its causes, one a line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? error.message
    : `${error.message}\n  because: ${describeError(error.cause)}`;
}

/** Ends the process with exit code 1 and a message without a stack: for what the person at the keyboard can mend. */
export function fail(error: unknown): never {
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
}

/**
 * Ends the process with exit code 1 and a message without a stack: for what the person at the keyboard can mend.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
}

/**
 * An error's message and those of its causes, one a line.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function describeError(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? error.message
    : `${error.message}\n  because: ${describeError(error.cause)}`;
}

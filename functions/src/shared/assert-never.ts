/**
 * Ends a switch that must be exhaustive: the compiler refuses a forgotten case, and a value that slipped past
 * the types (a document written by an older version, say) stops the work instead of moving money.
 *
 * @throws {TypeError} always
 */
export function assertNever(value: never): never {
  throw new TypeError(`No case for ${JSON.stringify(value)}`);
}

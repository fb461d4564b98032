/**
 * Ends an exhaustive switch. A value that slipped past the types (from an older version's document, say) stops the work
 * instead of moving money.
 * @throws {TypeError} always
 */
export function assertNever(value: never): never {
  throw new TypeError(`No case for ${JSON.stringify(value)}`);
}
